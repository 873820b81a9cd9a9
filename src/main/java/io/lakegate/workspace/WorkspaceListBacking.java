package io.lakegate.workspace;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.NameList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

@Named
@RequestScoped
public class WorkspaceListBacking {
  private final NameList<Workspace> list = new NameList<>("workspaces");

  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  public void load() {
    Caller caller = current.get();
    list.load(
        query -> workspaces.list(caller.tenant(), caller, query),
        Workspace::getName,
        Workspace::getId);
  }

  public NameList<Workspace> getList() {
    return list;
  }
}
