package io.lakegate.fabricitem;

import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.workspace.WorkspaceService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

@Named
@RequestScoped
public class EnvironmentEditBacking {
  @Inject FabricItemService items;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private FabricItemEdit<Environment, EnvironmentForm> edit;

  @PostConstruct
  void open() {
    edit =
        new FabricItemEdit<>(
            FabricItemKind.ENVIRONMENT, new EnvironmentForm(), items, workspaces, current.get());
  }

  public FabricItemEdit<Environment, EnvironmentForm> getEdit() {
    return edit;
  }
}
