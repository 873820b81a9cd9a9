package io.lakegate.grouprole;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.NameList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.UUID;

@Named
@RequestScoped
public class GroupRoleListBacking {
  private final NameList<GroupRole> list = new NameList<>("group-roles");

  @Inject GroupRoleService groupRoles;
  @Inject CurrentCaller current;

  private Map<UUID, String> workspaceNames = Map.of();

  public void load() {
    Caller caller = current.get();
    list.load(
        query -> groupRoles.list(caller.tenant(), caller, query),
        GroupRole::getGroupName,
        GroupRole::getId);
    workspaceNames = groupRoles.workspaceNames(caller.tenant(), caller, list.getItems());
  }

  /** Returns the names of the workspaces in the rows, by id. */
  public Map<UUID, String> getWorkspaceNames() {
    return workspaceNames;
  }

  public NameList<GroupRole> getList() {
    return list;
  }
}
