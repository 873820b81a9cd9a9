package io.lakegate.workspace;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.catalogue.NamedRows;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
@Transactional
@WithinTenant
class WorkspaceRepository {
  @PersistenceContext EntityManager entityManager;

  private NamedRows<Workspace> rows() {
    return new NamedRows<>(entityManager, Workspace.class, "id", "name");
  }

  /** Sorted by name; one row more than the limit when there are more. */
  List<Workspace> list(TenantId tenant, Reach reach, ListQuery query) {
    return rows().list(tenant, reach, query);
  }

  long count(TenantId tenant, Reach reach) {
    return rows().count(tenant, reach);
  }

  /** Sorted by name. */
  Map<UUID, String> names(TenantId tenant, Reach reach, int limit) {
    return rows().names(tenant, reach, limit);
  }

  Optional<Workspace> find(TenantId tenant, UUID id) {
    return rows().find(tenant, id);
  }

  Optional<Workspace> findByName(TenantId tenant, String name) {
    return rows().findByName(tenant, Reach.all(), name);
  }

  /** Claims that some workspace sends as {@code proxyUser}. */
  Set<String> proxyUserClaims(TenantId tenant) {
    return entityManager
        .createQuery(
            "select distinct w.proxyUserClaim from Workspace w where w.tenantId = :tenant"
                + " and w.proxyUserClaim is not null",
            String.class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .collect(Collectors.toSet());
  }

  Workspace save(TenantId tenant, Workspace workspace) {
    return rows().save(tenant, workspace);
  }

  void delete(TenantId tenant, UUID id) {
    rows().delete(tenant, id);
  }
}
