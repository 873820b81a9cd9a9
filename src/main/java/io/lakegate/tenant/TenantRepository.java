package io.lakegate.tenant;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tenants themselves: the one table that is not inside a tenant. */
@ApplicationScoped
@Transactional
class TenantRepository {
  @PersistenceContext EntityManager entityManager;

  /**
   * Lists the tenants by slug, without the operators' own; one more than the limit if there are
   * more.
   */
  List<Tenant> list(ListQuery query) {
    return entityManager
        .createQuery(
            "select t from Tenant t where t.slug > :after and t.slug <> :operators"
                + " and (lower(t.name) like :q escape '!' or t.slug like :q escape '!')"
                + " order by t.slug",
            Tenant.class)
        .setParameter("after", query.after() == null ? "" : query.after().key())
        .setParameter("operators", Tenant.OPERATOR_SLUG)
        .setParameter("q", query.likePattern())
        .setMaxResults(query.limit() + 1)
        .getResultList();
  }

  List<TenantId> ids() {
    return entityManager
        .createQuery("select t.id from Tenant t", UUID.class)
        .getResultStream()
        .map(TenantId::new)
        .toList();
  }

  /** Locks the tenant's row until the caller's transaction ends. */
  void hold(TenantId id) {
    entityManager
        .createNativeQuery("select id from tenant where id = ?1 for update")
        .setParameter(1, id.value())
        .getResultList();
  }

  Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(entityManager.find(Tenant.class, id.value()));
  }

  Optional<Tenant> findBySlug(String slug) {
    return entityManager
        .createQuery("select t from Tenant t where t.slug = :slug", Tenant.class)
        .setParameter("slug", slug)
        .getResultStream()
        .findFirst();
  }

  Tenant save(Tenant tenant) {
    Tenant saved = entityManager.merge(tenant);
    entityManager.flush();
    return saved;
  }
}
