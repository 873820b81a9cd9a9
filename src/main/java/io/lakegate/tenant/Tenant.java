package io.lakegate.tenant;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/**
 * An organisation. Created by an operator together with its first administrator; may be suspended,
 * which keeps everything and lets nobody in. The operators' own accounts live in a tenant of their
 * own with the slug {@code operator} (ADR 9).
 */
@Entity
public class Tenant {
  public static final String OPERATOR_SLUG = "operator";

  @Id private UUID id;
  @Version private int version;
  private String slug;
  private String name;

  @Column(name = "suspended_at")
  private Instant suspendedAt;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  protected Tenant() {}

  public Tenant(String slug, String name, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.slug = slug;
    this.name = name;
    this.createdAt = createdAt;
  }

  void apply(TenantForm form, Instant now) {
    name = form.getName();
    if (form.isSuspended() != isSuspended()) {
      suspendedAt = form.isSuspended() ? now : null;
    }
  }

  public UUID getId() {
    return id;
  }

  public TenantId tenantId() {
    return new TenantId(id);
  }

  public int getVersion() {
    return version;
  }

  public String getSlug() {
    return slug;
  }

  public String getName() {
    return name;
  }

  public boolean isSuspended() {
    return suspendedAt != null;
  }

  public boolean isOperators() {
    return slug.equals(OPERATOR_SLUG);
  }

  public Instant getCreatedAt() {
    return createdAt;
  }
}
