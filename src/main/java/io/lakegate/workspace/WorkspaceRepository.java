package io.lakegate.workspace;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.Collection;
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

  /** By name; one row more than the limit when there are more. */
  List<Workspace> list(TenantId tenant, Reach reach, ListQuery query) {
    String behind =
        query.after() == null
            ? ""
            : " and (w.name > :afterName or (w.name = :afterName and w.id > :afterId))";
    TypedQuery<Workspace> rows =
        entityManager
            .createQuery(
                "select w from Workspace w where w.tenantId = :tenant"
                    + " and lower(w.name) like :q escape '!'"
                    + within(reach)
                    + behind
                    + " order by w.name, w.id",
                Workspace.class)
            .setParameter("tenant", tenant)
            .setParameter("q", query.likePattern())
            .setMaxResults(query.limit() + 1);
    reach(rows, reach);
    if (query.after() != null) {
      rows.setParameter("afterName", query.after().key());
      rows.setParameter("afterId", query.after().id());
    }
    return rows.getResultList();
  }

  long count(TenantId tenant, Reach reach) {
    TypedQuery<Long> count =
        entityManager
            .createQuery(
                "select count(w) from Workspace w where w.tenantId = :tenant" + within(reach),
                Long.class)
            .setParameter("tenant", tenant);
    reach(count, reach);
    return count.getSingleResult();
  }

  private static String within(Reach reach) {
    return reach.everything() ? "" : " and w.id in :reach";
  }

  private static void reach(TypedQuery<?> query, Reach reach) {
    if (!reach.everything()) {
      query.setParameter("reach", reach.workspaces());
    }
  }

  Map<UUID, String> names(TenantId tenant, Collection<UUID> ids) {
    return entityManager
        .createQuery(
            "select w.id, w.name from Workspace w where w.tenantId = :tenant and w.id in :ids",
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1]));
  }

  Optional<Workspace> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select w from Workspace w where w.tenantId = :tenant and w.id = :id", Workspace.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  Optional<Workspace> findByName(TenantId tenant, String name) {
    return entityManager
        .createQuery(
            "select w from Workspace w where w.tenantId = :tenant and w.name = :name",
            Workspace.class)
        .setParameter("tenant", tenant)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
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
    if (!workspace.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A workspace of another tenant");
    }
    Workspace saved = entityManager.merge(workspace);
    entityManager.flush();
    return saved;
  }

  void delete(TenantId tenant, UUID id) {
    entityManager
        .createQuery("delete from Workspace w where w.tenantId = :tenant and w.id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }
}
