package io.lakegate.lakehouse;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.util.Locale;
import java.util.UUID;

/**
 * A Fabric lakehouse: where a session of its workspace runs and finds its tables. Registered by its
 * GUID; session profiles refer to it and keep it from being deleted.
 */
@Entity
public class Lakehouse extends TenantOwned {
  @Column(name = "workspace_id", updatable = false)
  private UUID workspaceId;

  private String name;

  @Column(name = "fabric_id")
  private String fabricId;

  protected Lakehouse() {}

  Lakehouse(TenantId tenant, LakehouseForm form) {
    super(tenant);
    this.workspaceId = form.parsedWorkspaceId();
    apply(form);
  }

  final void apply(LakehouseForm form) {
    name = form.getName();
    fabricId = form.getFabricId().toLowerCase(Locale.ROOT);
  }

  public UUID getWorkspaceId() {
    return workspaceId;
  }

  public String getName() {
    return name;
  }

  public String getFabricId() {
    return fabricId;
  }
}
