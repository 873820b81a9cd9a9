package io.lakegate.workspace;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.tenancy.TenantId;
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
class WorkspaceRepository {
  @PersistenceContext EntityManager entityManager;

  /** By name; one row more than the limit when there are more. */
  List<Workspace> list(TenantId tenant, ListQuery query) {
    String behind =
        query.after() == null
            ? ""
            : " and (w.name > :afterName or (w.name = :afterName and w.id > :afterId))";
    TypedQuery<Workspace> rows =
        entityManager
            .createQuery(
                "select w from Workspace w where w.tenantId = :tenant"
                    + " and lower(w.name) like :q escape '!'"
                    + behind
                    + " order by w.name, w.id",
                Workspace.class)
            .setParameter("tenant", tenant)
            .setParameter("q", query.likePattern())
            .setMaxResults(query.limit() + 1);
    if (query.after() != null) {
      rows.setParameter("afterName", query.after().key());
      rows.setParameter("afterId", query.after().id());
    }
    return rows.getResultList();
  }

  long count(TenantId tenant) {
    return entityManager
        .createQuery("select count(w) from Workspace w where w.tenantId = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
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
