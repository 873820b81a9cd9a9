package io.lakegate.person;

import io.lakegate.platform.api.Cursor;
import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
@WithinTenant
class RestTokenRepository {
  @PersistenceContext EntityManager entityManager;
  @Inject IdempotencyKeyRepository idempotencyKeys;

  /**
   * Newest first; one more than the limit when there are more.
   *
   * @param personId null = everybody's
   */
  List<RestToken> list(TenantId tenant, UUID personId, Cursor after, int limit) {
    String ofPerson = personId == null ? "" : " and t.personId = :person";
    String behind =
        after == null
            ? ""
            : " and (t.createdAt < :afterTime or (t.createdAt = :afterTime and t.id > :afterId))";
    TypedQuery<RestToken> query =
        entityManager
            .createQuery(
                "select t from RestToken t where t.tenantId = :tenant"
                    + ofPerson
                    + behind
                    + " order by t.createdAt desc, t.id",
                RestToken.class)
            .setParameter("tenant", tenant)
            .setMaxResults(limit + 1);
    if (personId != null) {
      query.setParameter("person", personId);
    }
    if (after != null) {
      query.setParameter("afterTime", after.time()).setParameter("afterId", after.id());
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

  /** A token with the person it speaks for: every request of the API asks. */
  record Bearer(RestToken token, Person person) {}

  Optional<Bearer> findBearer(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select t, p from RestToken t, Person p where t.tenantId = :tenant and t.id = :id"
                + " and p.tenantId = :tenant and p.id = t.personId"
                + PersonRepository.MAY_SIGN_IN,
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .map(row -> new Bearer((RestToken) row[0], (Person) row[1]));
  }

  /**
   * @param key null, or taken together with storing the token
   */
  RestToken create(TenantId tenant, RestToken token, IdempotencyKey key) {
    if (!token.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A token of another tenant");
    }
    if (key != null) {
      idempotencyKeys.take(tenant, key, token.getId(), token.getCreatedAt());
    }
    entityManager.persist(token);
    entityManager.flush();
    return token;
  }

  /** The first revocation stands. */
  void revoke(TenantId tenant, UUID id, Instant now) {
    entityManager
        .createQuery(
            "update RestToken t set t.revokedAt = :now where t.tenantId = :tenant and t.id = :id"
                + " and t.revokedAt is null")
        .setParameter("now", now)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }

  /** Of all tenants; the periodic sweep alone calls it. */
  @AcrossTenants
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
