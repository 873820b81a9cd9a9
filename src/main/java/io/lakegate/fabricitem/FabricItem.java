package io.lakegate.fabricitem;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.Locale;
import java.util.UUID;

/**
 * An item of a Fabric workspace, registered by its GUID. It stays in its workspace and is unique
 * there by name; session profiles refer to it and keep it from being deleted.
 */
@MappedSuperclass
public abstract class FabricItem extends TenantOwned {
  @Column(name = "workspace_id", updatable = false)
  private UUID workspaceId;

  private String name;

  @Column(name = "fabric_id")
  private String fabricId;

  protected FabricItem() {}

  FabricItem(TenantId tenant, FabricItemForm form) {
    super(tenant);
    this.workspaceId = form.parsedWorkspaceId();
  }

  final void rename(FabricItemForm form) {
    name = form.getName();
    fabricId = form.getFabricId().toLowerCase(Locale.ROOT);
  }

  public final UUID getWorkspaceId() {
    return workspaceId;
  }

  public final String getName() {
    return name;
  }

  public final String getFabricId() {
    return fabricId;
  }
}
