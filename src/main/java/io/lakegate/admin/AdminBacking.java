package io.lakegate.admin;

import io.lakegate.backend.Capability;
import io.lakegate.fabricitem.FabricItemKind;
import io.lakegate.fabricitem.FabricItemService;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

@Named
@RequestScoped
public class AdminBacking {
  @Inject WorkspaceService workspaces;
  @Inject FabricItemService items;
  @Inject SessionProfileService profiles;
  @Inject CurrentCaller current;

  private long workspaceCount;
  private long lakehouseCount;
  private long environmentCount;
  private long profileCount;
  private boolean lakehouseNeeded;

  public void load() {
    Caller caller = current.get();
    TenantId tenant = caller.tenant();
    workspaceCount = workspaces.count(tenant, caller);
    lakehouseCount = items.count(tenant, caller, FabricItemKind.LAKEHOUSE);
    environmentCount = items.count(tenant, caller, FabricItemKind.ENVIRONMENT);
    profileCount = profiles.count(tenant, caller);
    lakehouseNeeded = !workspaces.listThatCan(tenant, caller, Capability.NEEDS_LAKEHOUSE).isEmpty();
  }

  /**
   * Returns the next missing step, as the last part of its texts' keys; empty if none is missing.
   */
  public String getNext() {
    if (workspaceCount == 0) {
      return "workspace";
    }
    if (profileCount == 0) {
      boolean missing = lakehouseNeeded && lakehouseCount == 0 && workspaceCount == 1;
      return missing ? "lakehouse" : "sessionProfile";
    }
    return "";
  }

  /** Returns the address of the page where the next step is done. */
  public String getNextAddress() {
    return switch (getNext()) {
      case "workspace" -> "/admin/workspaces/new";
      case "lakehouse" -> "/admin/lakehouses/new";
      default -> "/admin/session-profiles/new";
    };
  }

  public long getWorkspaceCount() {
    return workspaceCount;
  }

  public long getLakehouseCount() {
    return lakehouseCount;
  }

  public long getEnvironmentCount() {
    return environmentCount;
  }

  public long getProfileCount() {
    return profileCount;
  }
}
