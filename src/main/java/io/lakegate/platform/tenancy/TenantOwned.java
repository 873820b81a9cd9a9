package io.lakegate.platform.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.UUID;

/** A row that belongs to one tenant for ever. */
@MappedSuperclass
public abstract class TenantOwned {
  @Id private UUID id;

  @Column(name = "tenant_id", updatable = false)
  private TenantId tenantId;

  @Version private int version;

  protected TenantOwned() {}

  protected TenantOwned(TenantId tenantId) {
    this.id = UUID.randomUUID();
    this.tenantId = tenantId;
  }

  public final UUID getId() {
    return id;
  }

  public final TenantId getTenantId() {
    return tenantId;
  }

  /** Counts the changes; a change that names an older one is refused as {@code STALE}. */
  public final int getVersion() {
    return version;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof TenantOwned owned
        && owned.getClass() == getClass()
        && owned.id.equals(id);
  }

  @Override
  public final int hashCode() {
    return id.hashCode();
  }
}
