package io.lakegate.sessionprofile;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
@WithinTenant
class SessionProfileRepository implements Usage {
  @PersistenceContext EntityManager entityManager;

  /** By name; one row more than the limit when there are more. */
  List<SessionProfile> list(TenantId tenant, Reach reach, ListQuery query) {
    String behind =
        query.after() == null
            ? ""
            : " and (p.name > :afterName or (p.name = :afterName and p.id > :afterId))";
    TypedQuery<SessionProfile> rows =
        entityManager
            .createQuery(
                "select p from SessionProfile p where p.tenantId = :tenant"
                    + " and lower(p.name) like :q escape '!'"
                    + within(reach)
                    + behind
                    + " order by p.name, p.id",
                SessionProfile.class)
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

  /** By name, for a choice. */
  Map<UUID, String> names(TenantId tenant, Reach reach, int limit) {
    TypedQuery<Object[]> rows =
        entityManager
            .createQuery(
                "select p.id, p.name from SessionProfile p where p.tenantId = :tenant"
                    + within(reach)
                    + " order by p.name, p.id",
                Object[].class)
            .setParameter("tenant", tenant)
            .setMaxResults(limit);
    reach(rows, reach);
    Map<UUID, String> names = new LinkedHashMap<>();
    rows.getResultList().forEach(row -> names.put((UUID) row[0], (String) row[1]));
    return names;
  }

  long count(TenantId tenant, Reach reach) {
    TypedQuery<Long> count =
        entityManager
            .createQuery(
                "select count(p) from SessionProfile p where p.tenantId = :tenant" + within(reach),
                Long.class)
            .setParameter("tenant", tenant);
    reach(count, reach);
    return count.getSingleResult();
  }

  private static String within(Reach reach) {
    return reach.everything() ? "" : " and p.workspaceId in :reach";
  }

  private static void reach(TypedQuery<?> query, Reach reach) {
    if (!reach.everything()) {
      query.setParameter("reach", reach.workspaces());
    }
  }

  Optional<SessionProfile> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select p from SessionProfile p where p.tenantId = :tenant and p.id = :id",
            SessionProfile.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  Optional<SessionProfile> findByName(TenantId tenant, String name) {
    return entityManager
        .createQuery(
            "select p from SessionProfile p where p.tenantId = :tenant and p.name = :name",
            SessionProfile.class)
        .setParameter("tenant", tenant)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  SessionProfile save(TenantId tenant, SessionProfile profile) {
    if (!profile.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A session profile of another tenant");
    }
    SessionProfile saved = entityManager.merge(profile);
    entityManager.flush();
    return saved;
  }

  void delete(TenantId tenant, UUID id) {
    entityManager
        .createQuery("delete from SessionProfile p where p.tenantId = :tenant and p.id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }

  /** Of a workspace, lakehouse or environment. */
  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select p.name from SessionProfile p where p.tenantId = :tenant and"
                + " (p.workspaceId = :id or p.lakehouseId = :id or p.environmentId = :id)"
                + " order by p.name",
            String.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setMaxResults(NAMED + 1)
        .getResultStream()
        .map(name -> "session profile '" + name + "'")
        .toList();
  }
}
