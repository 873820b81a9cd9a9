package io.lakegate.workspace;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A registered place where sessions run. Its kind is chosen once; address and credentials may
 * change, but a stored secret never follows to a new address. Lakehouses, environments, session
 * profiles and live sessions refer to it and keep it from being deleted.
 */
@Entity
public class Workspace extends TenantOwned {
  static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private String name;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  private WorkspaceKind kind;

  private String url;

  @Column(name = "fabric_id")
  private String fabricId;

  @Embedded
  @AttributeOverride(name = "type", column = @Column(name = "credential_type"))
  @AttributeOverride(name = "user", column = @Column(name = "credential_user"))
  @AttributeOverride(name = "sealedSecret", column = @Column(name = "credential_secret"))
  @AttributeOverride(name = "clientId", column = @Column(name = "credential_client_id"))
  @AttributeOverride(name = "tokenUrl", column = @Column(name = "credential_token_url"))
  @AttributeOverride(name = "issuer", column = @Column(name = "credential_issuer"))
  @AttributeOverride(name = "scope", column = @Column(name = "credential_scope"))
  @AttributeOverride(name = "audience", column = @Column(name = "credential_audience"))
  private Credential credential;

  @Embedded
  @AttributeOverride(name = "type", column = @Column(name = "automation_type"))
  @AttributeOverride(name = "user", column = @Column(name = "automation_user"))
  @AttributeOverride(name = "sealedSecret", column = @Column(name = "automation_secret"))
  @AttributeOverride(name = "clientId", column = @Column(name = "automation_client_id"))
  @AttributeOverride(name = "tokenUrl", column = @Column(name = "automation_token_url"))
  @AttributeOverride(name = "issuer", column = @Column(name = "automation_issuer"))
  @AttributeOverride(name = "scope", column = @Column(name = "automation_scope"))
  @AttributeOverride(name = "audience", column = @Column(name = "automation_audience"))
  private Credential automation;

  @Column(name = "proxy_user_claim")
  private String proxyUserClaim;

  @Column(name = "request_timeout")
  private Duration requestTimeout;

  protected Workspace() {}

  Workspace(TenantId tenant, WorkspaceKind kind) {
    super(tenant);
    this.kind = kind;
  }

  /**
   * @param automation null = none
   */
  void apply(WorkspaceForm form, Credential credential, Credential automation) {
    this.name = form.getName();
    this.url = form.plainUrl();
    this.fabricId = form.getFabricId() == null ? null : form.getFabricId().toLowerCase(Locale.ROOT);
    this.credential = credential;
    this.automation = automation;
    this.proxyUserClaim = form.plainProxyUserClaim();
    this.requestTimeout = form.parsedRequestTimeout();
  }

  public String getName() {
    return name;
  }

  public WorkspaceKind getKind() {
    return kind;
  }

  /** Base address of the Livy server; null for Fabric. */
  public String getUrl() {
    return url;
  }

  /** Null unless it is a Fabric workspace. */
  public String getFabricId() {
    return fabricId;
  }

  public Credential getCredential() {
    return credential;
  }

  /** The credential for work that nobody waits for; empty if the workspace has none of its own. */
  public Optional<Credential> automationCredential() {
    return Optional.ofNullable(automation).filter(present -> present.getType() != null);
  }

  public Duration getRequestTimeout() {
    return requestTimeout;
  }

  /**
   * The source of {@code proxyUser}: {@code userName} or the name of a person's claim; null if none
   * is sent.
   */
  public String getProxyUserClaim() {
    return proxyUserClaim;
  }

  /** Whether nobody but the person whose code runs can prove anything there. */
  public boolean isOpenedByPerson() {
    return credential.getType() == CredentialType.SIGNED_IN_PERSON;
  }

  boolean isAt(String address) {
    return Objects.equals(url, address);
  }
}
