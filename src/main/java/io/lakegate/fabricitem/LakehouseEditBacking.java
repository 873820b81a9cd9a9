package io.lakegate.fabricitem;

import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.workspace.WorkspaceService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

@Named
@RequestScoped
public class LakehouseEditBacking {
  @Inject FabricItemService items;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private FabricItemEdit<Lakehouse, LakehouseForm> edit;

  @PostConstruct
  void open() {
    edit =
        new FabricItemEdit<>(
            FabricItemKind.LAKEHOUSE, new LakehouseForm(), items, workspaces, current.get());
  }

  public FabricItemEdit<Lakehouse, LakehouseForm> getEdit() {
    return edit;
  }
}
