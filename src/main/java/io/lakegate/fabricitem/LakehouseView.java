package io.lakegate.fabricitem;

import java.util.UUID;

/** A lakehouse as the API shows it. */
public record LakehouseView(UUID id, int version, UUID workspaceId, String name, String fabricId) {

  public static LakehouseView of(Lakehouse lakehouse) {
    return new LakehouseView(
        lakehouse.getId(),
        lakehouse.getVersion(),
        lakehouse.getWorkspaceId(),
        lakehouse.getName(),
        lakehouse.getFabricId());
  }
}
