package io.lakegate.session;

import io.lakegate.ledger.Leases;
import io.lakegate.ledger.Node;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.database.LakegateDataSource;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Sessions and their logs. Whoever changes a session does it here under its row's lock: a page's
 * wish to stop and a tracker's observation never overwrite each other.
 */
@ApplicationScoped
@Transactional
@WithinTenant
class SessionRepository {
  /** PostgreSQL channel on which nodes hear of changes: {@code tenant session node}. */
  static final String CHANNEL = "lakegate_session";

  /** Read once: it is asked at every change. */
  private final boolean otherNodes = LakegateDataSource.isPostgreSql();

  @PersistenceContext EntityManager entityManager;
  @Inject Quotas quotas;
  @Inject IdempotencyKeyRepository idempotencyKeys;
  @Inject Leases leases;

  /**
   * Stores the intent to launch, with its startup statements, if its owner has fewer live sessions
   * than the quota; this node looks after it until the given moment. {@code SESSION_QUOTA_REACHED}.
   */
  void launch(
      TenantId tenant,
      Session session,
      List<Statement> startup,
      IdempotencyKey key,
      int quota,
      Instant leasedUntil) {
    UUID owner = session.getOwnerId();
    quotas.require(tenant, owner, quota, () -> countLive(tenant, owner));
    if (key != null) {
      idempotencyKeys.take(tenant, key, session.getId(), session.getCreatedAt());
    }
    entityManager.persist(session);
    entityManager.flush();
    startup.forEach(entityManager::persist);
    leases.create(SessionTracker.key(tenant, session.getId()), session.getCreatedAt(), leasedUntil);
    announce(tenant, session.getId());
  }

  private long countLive(TenantId tenant, UUID owner) {
    return entityManager
        .createQuery(
            "select count(s) from Session s where s.tenantId = :tenant and s.ownerId = :owner"
                + " and s.endedAt is null",
            Long.class)
        .setParameter("tenant", tenant)
        .setParameter("owner", owner)
        .getSingleResult();
  }

  Optional<Session> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select s from Session s where s.tenantId = :tenant and s.id = :id", Session.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** Newest first, behind {@code after} when it is given. */
  List<Session> list(
      TenantId tenant, Reach reach, SessionFilter filter, TimeCursor after, int limit) {
    StringBuilder jpql = new StringBuilder("select s from Session s where s.tenantId = :tenant");
    if (filter.owner() != null) {
      jpql.append(" and s.ownerName = :owner");
    }
    if (filter.profileId() != null) {
      jpql.append(" and s.profileId = :profile");
    }
    if (filter.workspaceId() != null) {
      jpql.append(" and s.workspaceId = :workspace");
    }
    if (!reach.everything()) {
      jpql.append(" and s.workspaceId in :reach");
    }
    if (filter.state() != null) {
      jpql.append(" and s.state = :state");
    }
    if (filter.live() != null) {
      jpql.append(filter.live() ? " and s.endedAt is null" : " and s.endedAt is not null");
    }
    if (after != null) {
      jpql.append(" and (s.createdAt < :at or (s.createdAt = :at and s.id < :afterId))");
    }
    jpql.append(" order by s.createdAt desc, s.id desc");
    TypedQuery<Session> query =
        entityManager
            .createQuery(jpql.toString(), Session.class)
            .setParameter("tenant", tenant)
            .setMaxResults(limit);
    if (filter.owner() != null) {
      query.setParameter("owner", filter.owner());
    }
    if (filter.profileId() != null) {
      query.setParameter("profile", filter.profileId());
    }
    if (filter.workspaceId() != null) {
      query.setParameter("workspace", filter.workspaceId());
    }
    if (!reach.everything()) {
      query.setParameter("reach", reach.workspaces());
    }
    if (filter.state() != null) {
      query.setParameter("state", filter.state());
    }
    if (after != null) {
      query.setParameter("at", after.at()).setParameter("afterId", after.id());
    }
    return query.getResultList();
  }

  /**
   * Ends a session and what is unended in it, in one transaction. What was sent ends as {@code
   * sent}, what was not as {@code CANCELLED}.
   */
  Optional<Session> end(
      TenantId tenant, UUID id, EndCause cause, String why, StatementState sent, Instant now) {
    return update(
        tenant,
        id,
        session -> {
          session.end(cause, why, now);
          entityManager
              .createQuery(
                  "select s from Statement s where s.tenantId = :tenant and s.sessionId = :id"
                      + " and s.unendedNumber >= 0",
                  Statement.class)
              .setParameter("tenant", tenant)
              .setParameter("id", id)
              .getResultList()
              .forEach(statement -> statement.sessionEnded(sent, now));
        });
  }

  /** Live sessions of a workspace, for its radar; at most {@code limit}. */
  List<Session> listLiveIn(TenantId tenant, UUID workspaceId, int limit) {
    return entityManager
        .createQuery(
            "select s from Session s where s.tenantId = :tenant and s.workspaceId = :workspace"
                + " and s.endedAt is null order by s.createdAt",
            Session.class)
        .setParameter("tenant", tenant)
        .setParameter("workspace", workspaceId)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Changes a session under its row's lock and tells everybody who watches it. */
  Optional<Session> update(TenantId tenant, UUID id, Consumer<Session> change) {
    Optional<Session> found = lock(tenant, id);
    found.ifPresent(
        session -> {
          change.accept(session);
          if (session.isEnded()) {
            leases.delete(SessionTracker.key(tenant, id));
          }
          entityManager.flush();
          announce(tenant, id);
        });
    return found;
  }

  /** Puts a marker in place of a startup statement in what the session was made from. */
  void redactSnapshot(TenantId tenant, UUID id, String code, String marker) {
    String snapshot = find(tenant, id).map(Session::getProfileSnapshot).orElse("");
    String redacted = snapshot.replace(quoted(code), quoted(marker));
    entityManager
        .createQuery(
            "update Session s set s.profileSnapshot = :snapshot where s.tenantId = :tenant"
                + " and s.id = :id")
        .setParameter("snapshot", redacted)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }

  private static String quoted(String text) {
    return JsonbBuilder.create().toJson(text);
  }

  /** The row itself, locked until the caller's transaction ends. */
  Optional<Session> lock(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select s from Session s where s.tenantId = :tenant and s.id = :id", Session.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  /** Notes that idle sessions were seen as they should be; no version changes, nobody is told. */
  void seenIdle(TenantId tenant, List<UUID> ids, Instant now) {
    if (!ids.isEmpty()) {
      entityManager
          .createQuery(
              "update Session s set s.checkedAt = :now where s.tenantId = :tenant and s.id in :ids")
          .setParameter("now", now)
          .setParameter("tenant", tenant)
          .setParameter("ids", ids)
          .executeUpdate();
    }
  }

  void saveLog(TenantId tenant, UUID sessionId, List<String> lines, Instant now) {
    Optional<Session> session = lock(tenant, sessionId);
    if (session.isEmpty()) {
      return;
    }
    findLog(tenant, sessionId)
        .ifPresentOrElse(
            log -> log.replace(lines, now),
            () -> entityManager.persist(new SessionLog(session.get(), lines, now)));
    announce(tenant, sessionId);
  }

  Optional<SessionLog> findLog(TenantId tenant, UUID sessionId) {
    return entityManager
        .createQuery(
            "select l from SessionLog l where l.tenantId = :tenant and l.sessionId = :id",
            SessionLog.class)
        .setParameter("tenant", tenant)
        .setParameter("id", sessionId)
        .getResultStream()
        .findFirst();
  }

  /** Live sessions that refer to a profile or workspace, which must not go under them. */
  List<Session> listLiveOf(TenantId tenant, UUID profileOrWorkspace, int limit) {
    return entityManager
        .createQuery(
            "select s from Session s where s.tenantId = :tenant and s.endedAt is null"
                + " and (s.profileId = :id or s.workspaceId = :id) order by s.createdAt",
            Session.class)
        .setParameter("tenant", tenant)
        .setParameter("id", profileOrWorkspace)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * Announces a change in the caller's transaction, so other nodes hear of it when it is committed
   * and never before.
   */
  void announce(TenantId tenant, UUID sessionId) {
    if (otherNodes) {
      entityManager
          .createNativeQuery("select cast(pg_notify(?1, ?2) as varchar)")
          .setParameter(1, CHANNEL)
          .setParameter(2, tenant + " " + sessionId + " " + Node.ID)
          .getResultList();
    }
  }
}
