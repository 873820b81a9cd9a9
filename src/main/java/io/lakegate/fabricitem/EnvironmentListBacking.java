package io.lakegate.fabricitem;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.NameList;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.UUID;

@Named
@RequestScoped
public class EnvironmentListBacking {
  private final NameList<Environment> list = new NameList<>("environments");
  private Map<UUID, String> workspaceNames = Map.of();

  @Inject FabricItemService items;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  public void load() {
    Caller caller = current.get();
    list.load(
        query -> items.list(caller.tenant(), caller, FabricItemKind.ENVIRONMENT, null, query),
        Environment::getName,
        Environment::getId);
    workspaceNames = workspaces.names(caller.tenant(), caller);
  }

  public NameList<Environment> getList() {
    return list;
  }

  public Map<UUID, String> getWorkspaceNames() {
    return workspaceNames;
  }
}
