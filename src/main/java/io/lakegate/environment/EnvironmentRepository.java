package io.lakegate.environment;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
@WithinTenant
class EnvironmentRepository implements Usage {
  @PersistenceContext EntityManager entityManager;

  /**
   * By name; one row more than the limit when there are more.
   *
   * @param workspaceId null = of all workspaces
   */
  List<Environment> list(TenantId tenant, Reach reach, UUID workspaceId, ListQuery query) {
    String inWorkspace = workspaceId == null ? "" : " and e.workspaceId = :workspace";
    String behind =
        query.after() == null
            ? ""
            : " and (e.name > :afterName or (e.name = :afterName and e.id > :afterId))";
    TypedQuery<Environment> rows =
        entityManager
            .createQuery(
                "select e from Environment e where e.tenantId = :tenant"
                    + " and lower(e.name) like :q escape '!'"
                    + within(reach)
                    + inWorkspace
                    + behind
                    + " order by e.name, e.id",
                Environment.class)
            .setParameter("tenant", tenant)
            .setParameter("q", query.likePattern())
            .setMaxResults(query.limit() + 1);
    reach(rows, reach);
    if (workspaceId != null) {
      rows.setParameter("workspace", workspaceId);
    }
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
                "select count(e) from Environment e where e.tenantId = :tenant" + within(reach),
                Long.class)
            .setParameter("tenant", tenant);
    reach(count, reach);
    return count.getSingleResult();
  }

  private static String within(Reach reach) {
    return reach.everything() ? "" : " and e.workspaceId in :reach";
  }

  private static void reach(TypedQuery<?> query, Reach reach) {
    if (!reach.everything()) {
      query.setParameter("reach", reach.workspaces());
    }
  }

  Optional<Environment> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select e from Environment e where e.tenantId = :tenant and e.id = :id",
            Environment.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  Optional<Environment> findByName(TenantId tenant, UUID workspaceId, String name) {
    return entityManager
        .createQuery(
            "select e from Environment e where e.tenantId = :tenant and e.workspaceId = :workspace"
                + " and e.name = :name",
            Environment.class)
        .setParameter("tenant", tenant)
        .setParameter("workspace", workspaceId)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  Environment save(TenantId tenant, Environment environment) {
    if (!environment.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("An environment of another tenant");
    }
    Environment saved = entityManager.merge(environment);
    entityManager.flush();
    return saved;
  }

  void delete(TenantId tenant, UUID id) {
    entityManager
        .createQuery("delete from Environment e where e.tenantId = :tenant and e.id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }

  /** Of a workspace. */
  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select e.name from Environment e where e.tenantId = :tenant and e.workspaceId = :id"
                + " order by e.name",
            String.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setMaxResults(NAMED + 1)
        .getResultStream()
        .map(name -> "environment '" + name + "'")
        .toList();
  }
}
