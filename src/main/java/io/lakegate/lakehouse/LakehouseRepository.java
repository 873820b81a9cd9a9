package io.lakegate.lakehouse;

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
class LakehouseRepository implements Usage {
  @PersistenceContext EntityManager entityManager;

  /**
   * By name; one row more than the limit when there are more.
   *
   * @param workspaceId null = of all workspaces
   */
  List<Lakehouse> list(TenantId tenant, Reach reach, UUID workspaceId, ListQuery query) {
    String inWorkspace = workspaceId == null ? "" : " and l.workspaceId = :workspace";
    String behind =
        query.after() == null
            ? ""
            : " and (l.name > :afterName or (l.name = :afterName and l.id > :afterId))";
    TypedQuery<Lakehouse> rows =
        entityManager
            .createQuery(
                "select l from Lakehouse l where l.tenantId = :tenant"
                    + " and lower(l.name) like :q escape '!'"
                    + within(reach)
                    + inWorkspace
                    + behind
                    + " order by l.name, l.id",
                Lakehouse.class)
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
                "select count(l) from Lakehouse l where l.tenantId = :tenant" + within(reach),
                Long.class)
            .setParameter("tenant", tenant);
    reach(count, reach);
    return count.getSingleResult();
  }

  private static String within(Reach reach) {
    return reach.everything() ? "" : " and l.workspaceId in :reach";
  }

  private static void reach(TypedQuery<?> query, Reach reach) {
    if (!reach.everything()) {
      query.setParameter("reach", reach.workspaces());
    }
  }

  Optional<Lakehouse> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select l from Lakehouse l where l.tenantId = :tenant and l.id = :id", Lakehouse.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  Optional<Lakehouse> findByName(TenantId tenant, UUID workspaceId, String name) {
    return entityManager
        .createQuery(
            "select l from Lakehouse l where l.tenantId = :tenant and l.workspaceId = :workspace"
                + " and l.name = :name",
            Lakehouse.class)
        .setParameter("tenant", tenant)
        .setParameter("workspace", workspaceId)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  Lakehouse save(TenantId tenant, Lakehouse lakehouse) {
    if (!lakehouse.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A lakehouse of another tenant");
    }
    Lakehouse saved = entityManager.merge(lakehouse);
    entityManager.flush();
    return saved;
  }

  void delete(TenantId tenant, UUID id) {
    entityManager
        .createQuery("delete from Lakehouse l where l.tenantId = :tenant and l.id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }

  /** Of a workspace. */
  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select l.name from Lakehouse l where l.tenantId = :tenant and l.workspaceId = :id"
                + " order by l.name",
            String.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setMaxResults(NAMED + 1)
        .getResultStream()
        .map(name -> "lakehouse '" + name + "'")
        .toList();
  }
}
