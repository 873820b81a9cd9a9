package io.lakegate.fabricitem;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.catalogue.NamedRows;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

@ApplicationScoped
@Transactional
@WithinTenant
class FabricItemRepository implements Usage {
  private static final String WORKSPACE = "workspaceId";

  @PersistenceContext EntityManager entityManager;

  private <T extends FabricItem> NamedRows<T> rows(FabricItemKind<T, ?> kind) {
    return new NamedRows<>(entityManager, kind.type(), WORKSPACE, "name");
  }

  /** Sorted by name; one row more than the limit when there are more. */
  <T extends FabricItem> List<T> list(
      TenantId tenant, FabricItemKind<T, ?> kind, Reach reach, ListQuery query) {
    return rows(kind).list(tenant, reach, query);
  }

  long count(TenantId tenant, FabricItemKind<?, ?> kind, Reach reach) {
    return rows(kind).count(tenant, reach);
  }

  <T extends FabricItem> Optional<T> find(TenantId tenant, FabricItemKind<T, ?> kind, UUID id) {
    return rows(kind).find(tenant, id);
  }

  <T extends FabricItem> Optional<T> findByName(
      TenantId tenant, FabricItemKind<T, ?> kind, UUID workspaceId, String name) {
    return rows(kind).findByName(tenant, Reach.all().within(workspaceId), name);
  }

  <T extends FabricItem> T save(TenantId tenant, FabricItemKind<T, ?> kind, T item) {
    return rows(kind).save(tenant, item);
  }

  void delete(TenantId tenant, FabricItemKind<?, ?> kind, UUID id) {
    rows(kind).delete(tenant, id);
  }

  /** The items of a workspace. */
  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return Stream.of(FabricItemKind.LAKEHOUSE, FabricItemKind.ENVIRONMENT)
        .flatMap(
            kind ->
                rows(kind).namesReferringTo(tenant, id, NAMED + 1, List.of(WORKSPACE)).stream()
                    .map(name -> kind.word() + " '" + name + "'"))
        .toList();
  }
}
