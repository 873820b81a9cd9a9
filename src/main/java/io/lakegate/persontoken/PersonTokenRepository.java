package io.lakegate.persontoken;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sealed tokens. Whoever changes a person's does it under the lock of that person's row. */
@ApplicationScoped
@Transactional
@WithinTenant
class PersonTokenRepository {
  /** Condition on a sign-in {@code t}: it is of no use, and nobody needs to be told so any more. */
  private static final String OUTDATED =
      "(t.expiredAt < :expiredBefore or t.renewedAt < :unusedSince"
          + " or (t.signedInAt < :foreignBefore"
          + " and (t.issuer <> :issuer or t.clientId <> :client)))";

  /** Likewise of what it was worth for one resource. */
  private static final String OUTDATED_ACCESS =
      "(a.expiresAt < :expiredBefore or a.refusedAt < :expiredBefore"
          + " or (a.expiresAt is null and a.refusedAt is null and a.droppedAt < :expiredBefore))";

  @PersistenceContext EntityManager entityManager;

  /**
   * The conditions under which the sweep removes tokens.
   *
   * @param client whose tokens the tenant's people may use
   * @param expiredBefore what only a sign-in could help, or what could be asked for anew
   * @param unusedSince what nothing was asked for with
   * @param foreignBefore what came from another client
   */
  record Outdated(
      PersonToken.Client client,
      Instant expiredBefore,
      Instant unusedSince,
      Instant foreignBefore) {}

  /** Lists the tenants that keep something of their people, for the sweep. */
  @AcrossTenants
  List<TenantId> tenants() {
    return entityManager
        .createQuery("select distinct t.tenantId from PersonToken t", TenantId.class)
        .getResultList();
  }

  /** People of whom something is outdated; some of them when there are many. */
  Set<UUID> listOutdated(TenantId tenant, Outdated outdated, int limit) {
    Set<UUID> people =
        new TreeSet<>(
            asking(
                    entityManager.createQuery(
                        "select t.personId from PersonToken t where t.tenantId = :tenant and "
                            + OUTDATED,
                        UUID.class),
                    outdated)
                .setParameter("tenant", tenant)
                .setMaxResults(limit)
                .getResultList());
    people.addAll(
        entityManager
            .createQuery(
                "select distinct a.personId from PersonAccessToken a where a.tenantId = :tenant"
                    + " and "
                    + OUTDATED_ACCESS,
                UUID.class)
            .setParameter("tenant", tenant)
            .setParameter("expiredBefore", outdated.expiredBefore())
            .setMaxResults(limit)
            .getResultList());
    return people;
  }

  /** Decided again under the lock: who signed in meanwhile keeps what that brought. */
  void deleteOutdated(TenantId tenant, UUID personId, Outdated outdated) {
    lock(tenant, personId);
    boolean everything =
        asking(
                entityManager.createQuery(
                    "select t.id from PersonToken t where t.tenantId = :tenant"
                        + " and t.personId = :person and "
                        + OUTDATED,
                    UUID.class),
                outdated)
            .setParameter("tenant", tenant)
            .setParameter("person", personId)
            .getResultStream()
            .findFirst()
            .isPresent();
    if (everything) {
      delete(tenant, personId);
      return;
    }
    entityManager
        .createQuery(
            "delete from PersonAccessToken a where a.tenantId = :tenant and a.personId = :person"
                + " and "
                + OUTDATED_ACCESS)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setParameter("expiredBefore", outdated.expiredBefore())
        .executeUpdate();
  }

  private static TypedQuery<UUID> asking(TypedQuery<UUID> query, Outdated outdated) {
    return query
        .setParameter("expiredBefore", outdated.expiredBefore())
        .setParameter("unusedSince", outdated.unusedSince())
        .setParameter("foreignBefore", outdated.foreignBefore())
        .setParameter("issuer", outdated.client().issuer())
        .setParameter("client", outdated.client().clientId());
  }

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

  /** Lists the access tokens by resource. */
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

  /** Returns what a resource wants to see at the next sign-in; empty when none has said so. */
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
