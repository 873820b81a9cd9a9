package io.lakegate.workspace;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows in a list; counts no versions and has no constraints. */
class InMemoryWorkspaces extends WorkspaceRepository {
  final List<Workspace> rows = new ArrayList<>();

  @Override
  List<Workspace> list(TenantId tenant, Reach reach, ListQuery query) {
    return rows.stream().filter(row -> row.getTenantId().equals(tenant)).toList();
  }

  @Override
  Optional<Workspace> find(TenantId tenant, UUID id) {
    return list(tenant, Reach.all(), null).stream()
        .filter(row -> row.getId().equals(id))
        .findFirst();
  }

  @Override
  Optional<Workspace> findByName(TenantId tenant, String name) {
    return list(tenant, Reach.all(), null).stream()
        .filter(row -> row.getName().equals(name))
        .findFirst();
  }

  @Override
  Workspace save(TenantId tenant, Workspace workspace) {
    rows.remove(workspace);
    rows.add(workspace);
    return workspace;
  }

  @Override
  void delete(TenantId tenant, UUID id) {
    find(tenant, id).ifPresent(rows::remove);
  }
}
