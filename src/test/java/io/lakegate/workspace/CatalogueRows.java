package io.lakegate.workspace;

import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** Rows that other features' tests refer to. */
public final class CatalogueRows {
  private CatalogueRows() {}

  public static Workspace save(TestDatabase database, TenantId tenant, WorkspaceBuilder builder) {
    return database.repository(WorkspaceRepository.class).save(tenant, builder.of(tenant));
  }

  /** For features that look workspaces up. */
  public static WorkspaceService service(TestDatabase database) {
    WorkspaceService service = new WorkspaceService();
    service.repository = database.repository(WorkspaceRepository.class);
    return service;
  }

  public static void delete(TestDatabase database, TenantId tenant, UUID workspaceId) {
    database.repository(WorkspaceRepository.class).delete(tenant, workspaceId);
  }
}
