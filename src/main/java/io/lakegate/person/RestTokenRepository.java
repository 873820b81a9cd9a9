package io.lakegate.person;

import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

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
   * @param shown which of them are shown
   */
  List<RestToken> list(TenantId tenant, UUID personId, Shown shown, NameCursor after, int limit) {
    String ofPerson = personId == null ? "" : " and t.personId = :person";
    String narrow = shown.everything() ? "" : " and (t.role in :roles or t.id = :bearing)";
    String behind =
        after == null
            ? ""
            : " and (t.createdAt < :afterTime or (t.createdAt = :afterTime and t.id > :afterId))";
    TypedQuery<RestToken> query =
        entityManager
            .createQuery(
                "select t from RestToken t where t.tenantId = :tenant"
                    + ofPerson
                    + narrow
                    + behind
                    + " order by t.createdAt desc, t.id",
                RestToken.class)
            .setParameter("tenant", tenant)
            .setMaxResults(limit + 1);
    if (personId != null) {
      query.setParameter("person", personId);
    }
    if (!shown.everything()) {
      query.setParameter("roles", shown.roles()).setParameter("bearing", shown.bearing());
    }
    if (after != null) {
      query.setParameter("afterTime", after.time()).setParameter("afterId", after.id());
    }
    return query.getResultList();
  }

  /**
   * A browser is shown every token, a token only itself and those that are no wider.
   *
   * @param bearing null = everything
   */
  record Shown(UUID bearing, List<Role> roles) {
    static final Shown EVERYTHING = new Shown(null, List.of());

    boolean everything() {
      return bearing == null;
    }
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
   * Stores a token. The row of the token it is made with stays locked until then, so that one which
   * is revoked at the same moment takes it along: {@code TOKEN_REFUSED} when it is over already.
   *
   * @param key null, or taken together with storing the token
   */
  RestToken create(TenantId tenant, RestToken token, IdempotencyKey key) {
    if (!token.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A token of another tenant");
    }
    if (token.getMadeWith() != null) {
      requireAlive(tenant, token.getMadeWith(), token.getCreatedAt());
    }
    if (key != null) {
      idempotencyKeys.take(tenant, key, token.getId(), token.getCreatedAt());
    }
    entityManager.persist(token);
    entityManager.flush();
    return token;
  }

  private void requireAlive(TenantId tenant, UUID id, Instant now) {
    boolean alive =
        entityManager
            .createQuery(
                "select t from RestToken t where t.tenantId = :tenant and t.id = :id",
                RestToken.class)
            .setParameter("tenant", tenant)
            .setParameter("id", id)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .anyMatch(token -> token.isAlive(now));
    if (!alive) {
      throw new LakegateException(ErrorCode.TOKEN_REFUSED);
    }
  }

  /**
   * Revokes a token and all that was made with it, with that, and so on; the first revocation of
   * each stands. Each generation is locked before the next one is looked for, so that none escapes
   * which is being made at the same moment.
   *
   * @return ids of the others it took along
   */
  List<UUID> revoke(TenantId tenant, UUID id, Instant now) {
    List<UUID> others = new ArrayList<>();
    List<UUID> generation = List.of(id);
    while (!generation.isEmpty()) {
      revokeAll(tenant, generation, now);
      generation = madeWith(tenant, generation);
      others.addAll(generation);
    }
    return others;
  }

  private void revokeAll(TenantId tenant, List<UUID> ids, Instant now) {
    entityManager
        .createQuery(
            "update RestToken t set t.revokedAt = :now where t.tenantId = :tenant and t.id in :ids"
                + " and t.revokedAt is null")
        .setParameter("now", now)
        .setParameter("tenant", tenant)
        .setParameter("ids", ids)
        .executeUpdate();
  }

  private List<UUID> madeWith(TenantId tenant, List<UUID> ids) {
    return entityManager
        .createQuery(
            "select t.id from RestToken t where t.tenantId = :tenant and t.madeWith in :ids",
            UUID.class)
        .setParameter("tenant", tenant)
        .setParameter("ids", ids)
        .getResultList();
  }

  /** Returns how many tokens of a person can be used. */
  long countAlive(TenantId tenant, UUID personId, Instant now) {
    return entityManager
        .createQuery(
            "select count(t) from RestToken t where t.tenantId = :tenant and t.personId = :person"
                + " and t.revokedAt is null and t.expiresAt > :now",
            Long.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setParameter("now", now)
        .getSingleResult();
  }

  /**
   * Revokes every token of a person. Looks again until there are none: one that is being made with
   * another of them at the same moment is there once that one was waited for.
   */
  int revokeAllOf(TenantId tenant, UUID personId, Instant now) {
    int all = 0;
    int revoked;
    do {
      revoked = revokeThoseOf(tenant, personId, now);
      all += revoked;
    } while (revoked > 0);
    return all;
  }

  private int revokeThoseOf(TenantId tenant, UUID personId, Instant now) {
    return entityManager
        .createQuery(
            "update RestToken t set t.revokedAt = :now where t.tenantId = :tenant"
                + " and t.personId = :person and t.revokedAt is null and t.expiresAt > :now")
        .setParameter("now", now)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .executeUpdate();
  }

  /** The names of these tokens, by id. */
  Map<UUID, String> names(TenantId tenant, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return entityManager
        .createQuery(
            "select t from RestToken t where t.tenantId = :tenant and t.id in :ids",
            RestToken.class)
        .setParameter("tenant", tenant)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(RestToken::getId, RestToken::getName));
  }

  /**
   * Returns whether {@code id} was made with {@code ancestor}, or with a token that was, and so on.
   */
  boolean descendsFrom(TenantId tenant, UUID id, UUID ancestor) {
    Optional<UUID> above = find(tenant, id).map(RestToken::getMadeWith);
    while (above.isPresent() && !above.get().equals(ancestor)) {
      above = find(tenant, above.get()).map(RestToken::getMadeWith);
    }
    return above.isPresent();
  }

  /** Covers all tenants; only the periodic sweep calls it. */
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
