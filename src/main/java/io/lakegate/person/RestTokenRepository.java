package io.lakegate.person;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
class RestTokenRepository {
  @PersistenceContext EntityManager entityManager;

  /** One person's tokens, or all of the tenant's when {@code personId} is null; newest first. */
  List<RestToken> list(TenantId tenant, UUID personId, int limit) {
    String ofPerson = personId == null ? "" : " and t.personId = :person";
    TypedQuery<RestToken> query =
        entityManager
            .createQuery(
                "select t from RestToken t where t.tenantId = :tenant"
                    + ofPerson
                    + " order by t.createdAt desc, t.id",
                RestToken.class)
            .setParameter("tenant", tenant)
            .setMaxResults(limit);
    if (personId != null) {
      query.setParameter("person", personId);
    }
    return query.getResultList();
  }

  Optional<RestToken> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select t from RestToken t where t.tenantId = :tenant and t.id = :id", RestToken.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  RestToken save(TenantId tenant, RestToken token) {
    if (!token.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A token of another tenant");
    }
    return entityManager.merge(token);
  }

  /** Of all tenants; the periodic sweep alone calls it. */
  void sweep(Instant expiredBefore) {
    entityManager
        .createQuery("delete from RestToken t where t.expiresAt < :before")
        .setParameter("before", expiredBefore)
        .executeUpdate();
  }

  void recordUse(TenantId tenant, UUID id, Instant now) {
    entityManager
        .createQuery(
            "update RestToken t set t.lastUsedAt = :now where t.tenantId = :tenant and t.id = :id")
        .setParameter("now", now)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }
}
