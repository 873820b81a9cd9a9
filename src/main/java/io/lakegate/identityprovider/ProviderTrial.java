package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** The last trial of a tenant's sign-in settings: what the provider said about who tried. */
@Entity
@Table(name = "provider_trial")
public class ProviderTrial extends TenantOwned {
  @Column(name = "tried_at", updatable = false)
  private Instant triedAt;

  @Column(name = "tried_by", updatable = false)
  private String triedBy;

  @Column(updatable = false)
  private String findings;

  @Column(name = "tried_settings", updatable = false)
  private String triedSettings;

  protected ProviderTrial() {}

  ProviderTrial(TenantId tenant, String by, String findings, String triedSettings, Instant now) {
    super(tenant);
    this.triedBy = by;
    this.findings = findings;
    this.triedSettings = triedSettings;
    this.triedAt = now;
  }

  /** A trial that failed takes nothing from the last that did not. */
  void keep(String settings) {
    if (triedSettings == null) {
      triedSettings = settings;
    }
  }

  /** The digest of the settings with which somebody signed in last; null while nobody did. */
  String getTriedSettings() {
    return triedSettings;
  }

  public Instant getTriedAt() {
    return triedAt;
  }

  public String getTriedBy() {
    return triedBy;
  }

  /** Returns the result as JSON. */
  public String getFindings() {
    return findings;
  }
}
