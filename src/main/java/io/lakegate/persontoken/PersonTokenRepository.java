package io.lakegate.persontoken;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sealed tokens. Whoever changes a person's does it under the lock of that person's row. */
@ApplicationScoped
@Transactional
@WithinTenant
class PersonTokenRepository {
  @PersistenceContext EntityManager entityManager;

  Optional<PersonToken> find(TenantId tenant, UUID personId) {
    return entityManager
        .createQuery(
            "select t from PersonToken t where t.tenantId = :tenant and t.personId = :person",
            PersonToken.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .getResultStream()
        .findFirst();
  }

  private Optional<PersonToken> lock(TenantId tenant, UUID personId) {
    return entityManager
        .createQuery(
            "select t from PersonToken t where t.tenantId = :tenant and t.personId = :person",
            PersonToken.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  Optional<PersonAccessToken> findAccess(TenantId tenant, UUID personId, String scope) {
    return entityManager
        .createQuery(
            "select a from PersonAccessToken a where a.tenantId = :tenant"
                + " and a.personId = :person and a.scope = :scope",
            PersonAccessToken.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setParameter("scope", scope)
        .getResultStream()
        .findFirst();
  }

  /** By resource. */
  List<PersonAccessToken> listAccess(TenantId tenant, UUID personId, int limit) {
    return entityManager
        .createQuery(
            "select a from PersonAccessToken a where a.tenantId = :tenant"
                + " and a.personId = :person order by a.scope",
            PersonAccessToken.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setMaxResults(limit)
        .getResultList();
  }

  /** What a resource wants to see at the next sign-in; empty when none has said so. */
  Optional<String> findClaims(TenantId tenant, UUID personId) {
    return entityManager
        .createQuery(
            "select a.claims from PersonAccessToken a where a.tenantId = :tenant"
                + " and a.personId = :person and a.claims is not null order by a.refusedAt desc",
            String.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .getResultStream()
        .findFirst();
  }

  /**
   * The person has signed in: in place of whatever was kept before, access tokens included.
   *
   * @param seal seals the refresh token for the row of this id
   */
  void signedIn(
      TenantId tenant,
      UUID personId,
      PersonToken.Client client,
      Function<UUID, String> seal,
      Instant now) {
    PersonToken token = lock(tenant, personId).orElseGet(() -> new PersonToken(tenant, personId));
    token.signedIn(client, seal.apply(token.getId()), now);
    deleteAccess(tenant, personId);
    entityManager.persist(token);
    entityManager.flush();
  }

  /**
   * Takes the right to refresh a person's tokens; empty when somebody else has it, or when there is
   * nothing to refresh.
   */
  Optional<PersonToken> lease(
      TenantId tenant, UUID personId, UUID holder, Instant now, Instant until) {
    Optional<PersonToken> free =
        lock(tenant, personId).filter(token -> !token.isLeased(now) && !token.isExpired());
    free.ifPresent(token -> token.lease(holder, until));
    return free;
  }

  /**
   * Stores what the provider gave and ends the lease, both or neither. A refresh token that was
   * replaced meanwhile stays: whoever signed in or refreshed since knows better.
   *
   * @param used the sealed refresh token that was sent
   * @param lifetime of the access token
   * @param sealRefresh seals the new one for the row of this id; null when the old one stays
   * @param sealAccess likewise
   */
  void renewed(
      TenantId tenant,
      UUID personId,
      UUID holder,
      String used,
      String scope,
      Duration lifetime,
      Function<UUID, String> sealRefresh,
      Function<UUID, String> sealAccess,
      Instant now) {
    change(
        tenant,
        personId,
        holder,
        used,
        token -> {
          token.renewed(sealRefresh == null ? null : sealRefresh.apply(token.getId()), now);
          PersonAccessToken access = access(tenant, personId, scope);
          access.renewed(sealAccess.apply(access.getId()), lifetime, now);
          entityManager.persist(access);
        });
  }

  /** Only a sign-in helps: for everything, or for this scope. */
  void refused(
      TenantId tenant,
      UUID personId,
      UUID holder,
      String used,
      String scope,
      Refusal refusal,
      Instant now) {
    change(
        tenant,
        personId,
        holder,
        used,
        token -> {
          if (refusal.everything()) {
            token.expired(refusal.error(), now);
            deleteAccess(tenant, personId);
          } else {
            PersonAccessToken access = access(tenant, personId, scope);
            access.refused(refusal, now);
            entityManager.persist(access);
          }
        });
  }

  /**
   * A backend refused the access token; one that has taken its place meanwhile stays.
   *
   * @param sealed the one that was refused
   * @return whether asking for a token gives another one now
   */
  boolean drop(TenantId tenant, UUID personId, String scope, String sealed, Instant now) {
    if (lock(tenant, personId).isEmpty()) {
      return true;
    }
    Optional<PersonAccessToken> same =
        findAccess(tenant, personId, scope).filter(access -> sealed.equals(access.sealedToken()));
    return same.isEmpty() || same.get().drop(now);
  }

  /** Gives the lease back, nothing having been asked. */
  void release(TenantId tenant, UUID personId, UUID holder) {
    lock(tenant, personId).ifPresent(token -> token.release(holder));
  }

  /** To be asked again at {@code at}; the lease ends. */
  void later(TenantId tenant, UUID personId, UUID holder, String used, String why, Instant at) {
    change(tenant, personId, holder, used, token -> token.later(why, at));
  }

  private void change(
      TenantId tenant, UUID personId, UUID holder, String used, Consumer<PersonToken> change) {
    lock(tenant, personId)
        .ifPresent(
            token -> {
              if (token.isStill(used)) {
                change.accept(token);
              }
              token.release(holder);
              entityManager.flush();
            });
  }

  private PersonAccessToken access(TenantId tenant, UUID personId, String scope) {
    return findAccess(tenant, personId, scope)
        .orElseGet(() -> new PersonAccessToken(tenant, personId, scope));
  }

  private void deleteAccess(TenantId tenant, UUID personId) {
    entityManager
        .createQuery(
            "delete from PersonAccessToken a where a.tenantId = :tenant and a.personId = :person")
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .executeUpdate();
  }

  void delete(TenantId tenant, UUID personId) {
    deleteAccess(tenant, personId);
    entityManager
        .createQuery(
            "delete from PersonToken t where t.tenantId = :tenant and t.personId = :person")
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .executeUpdate();
  }

  /** Everybody's in the tenant. */
  void deleteAll(TenantId tenant) {
    entityManager
        .createQuery("delete from PersonAccessToken a where a.tenantId = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
    entityManager
        .createQuery("delete from PersonToken t where t.tenantId = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
  }
}
