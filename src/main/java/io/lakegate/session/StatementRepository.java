package io.lakegate.session;

import io.lakegate.ledger.Leases;
import io.lakegate.output.OutputCut;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Statements and their outputs. Lists never read an output. */
@ApplicationScoped
@Transactional
@WithinTenant
class StatementRepository {
  @PersistenceContext EntityManager entityManager;
  @Inject SessionRepository sessions;
  @Inject Leases leases;
  @Inject IdempotencyKeyRepository idempotencyKeys;

  /**
   * Stores a statement of a live session under its next number. When the caller's node looks after
   * the session, it is ready and nothing else is in it, the statement is marked as being sent in
   * the same transaction: one commit less before it runs.
   */
  Statement submit(
      TenantId tenant,
      UUID sessionId,
      String code,
      String kind,
      Caller caller,
      IdempotencyKey key,
      String node,
      Instant now) {
    Session session =
        sessions
            .lock(tenant, sessionId)
            .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
    if (session.isEnded() || session.getStopRequestedAt() != null) {
      throw new LakegateException(ErrorCode.SESSION_ENDED);
    }
    Statement statement = new Statement(session, code, kind, false, caller, now);
    if (key != null) {
      idempotencyKeys.take(tenant, key, statement.getId(), now);
    }
    boolean idle = session.isReady() && listUnended(tenant, sessionId, 1).isEmpty();
    if (idle && leases.lock(SessionTracker.key(tenant, sessionId), node, now)) {
      statement.sending(session.newestRemoteStatement(), now);
    }
    session.active(now);
    entityManager.persist(statement);
    entityManager.flush();
    sessions.announce(tenant, sessionId);
    return statement;
  }

  /**
   * Marks a waiting statement as being sent. Empty when it is being sent already, has ended, or
   * this node no longer looks after the session.
   */
  Optional<Statement> beginSending(TenantId tenant, UUID id, String node, Instant now) {
    Optional<Statement> statement =
        lock(tenant, id)
            .filter(found -> !found.isSent() && !found.getState().isEnded())
            .filter(
                found -> leases.lock(SessionTracker.key(tenant, found.getSessionId()), node, now));
    statement.ifPresent(
        found -> {
          Session session = sessions.find(tenant, found.getSessionId()).orElseThrow();
          found.sending(session.newestRemoteStatement(), now);
        });
    return statement;
  }

  Optional<Statement> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select s from Statement s where s.tenantId = :tenant and s.id = :id", Statement.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  private Optional<Statement> lock(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select s from Statement s where s.tenantId = :tenant and s.id = :id", Statement.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  /** Changes a statement under its row's lock and tells everybody who watches its session. */
  Optional<Statement> update(TenantId tenant, UUID id, Consumer<Statement> change) {
    Optional<Statement> found = lock(tenant, id);
    found.ifPresent(
        statement -> {
          change.accept(statement);
          entityManager.flush();
          sessions.announce(tenant, statement.getSessionId());
        });
    return found;
  }

  /**
   * The backend took a statement, and its session is busy.
   *
   * @param runs whether the backend says that it runs; else it does all the same, in a moment,
   *     unless something else may be running there
   */
  Optional<Statement> accepted(
      TenantId tenant, UUID id, String remoteId, boolean runs, Instant now) {
    Optional<Statement> found = lock(tenant, id);
    found.ifPresent(
        statement -> {
          Session session = sessions.lock(tenant, statement.getSessionId()).orElseThrow();
          statement.accepted(remoteId, runs || !session.isLeftRunning(), now);
          session.accepted(RemoteStatementId.number(remoteId));
          boolean givenUp = statement.getState().isEnded();
          session.leftRunning(givenUp || (session.isLeftRunning() && !runs));
          entityManager.flush();
          sessions.announce(tenant, statement.getSessionId());
        });
    return found;
  }

  /**
   * Stores a result and the change that goes with it, both or neither; counts as activity. What
   * somebody gave up meanwhile stays as it is.
   */
  Optional<Statement> complete(
      TenantId tenant, UUID id, OutputCut output, Instant now, Consumer<Statement> change) {
    Optional<Statement> found = lock(tenant, id);
    found
        .filter(statement -> !statement.getState().isEnded())
        .ifPresent(
            statement -> {
              if (output != null) {
                StatementOutput stored = entityManager.find(StatementOutput.class, id);
                if (stored == null) {
                  entityManager.persist(new StatementOutput(statement, output.json()));
                } else {
                  stored.replace(output.json());
                }
                statement.stored(output);
              }
              change.accept(statement);
              entityManager.flush();
              boolean more = !listUnended(tenant, statement.getSessionId(), 1).isEmpty();
              sessions
                  .lock(tenant, statement.getSessionId())
                  .ifPresent(
                      session -> {
                        session.ran(more, now);
                        session.leftRunning(session.isLeftRunning() || statement.mayStillRun());
                      });
              entityManager.flush();
              sessions.announce(tenant, statement.getSessionId());
            });
    return found;
  }

  /** The stored output as JSON. */
  Optional<String> findOutput(TenantId tenant, Reach reach, UUID id) {
    TypedQuery<StatementOutput> query =
        entityManager
            .createQuery(
                "select o from StatementOutput o where o.tenantId = :tenant"
                    + " and o.statementId = :id"
                    + outputsWithin(reach),
                StatementOutput.class)
            .setParameter("tenant", tenant)
            .setParameter("id", id);
    reach(query, reach);
    return query.getResultStream().map(StatementOutput::output).findFirst();
  }

  /** The stored outputs of some statements that are not longer than {@code longest} characters. */
  Map<UUID, String> findOutputs(TenantId tenant, Reach reach, Collection<UUID> ids, int longest) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    TypedQuery<Object[]> query =
        entityManager
            .createQuery(
                "select o.statementId, o.output from StatementOutput o where o.tenantId = :tenant"
                    + " and o.statementId in :ids and length(o.output) <= :longest"
                    + outputsWithin(reach),
                Object[].class)
            .setParameter("tenant", tenant)
            .setParameter("ids", ids)
            .setParameter("longest", longest);
    reach(query, reach);
    return query
        .getResultStream()
        .collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1]));
  }

  private static String outputsWithin(Reach reach) {
    return reach.everything()
        ? ""
        : " and exists (select s.id from Statement s where s.tenantId = :tenant"
            + " and s.id = o.statementId and s.workspaceId in :reach)";
  }

  private static void reach(TypedQuery<?> query, Reach reach) {
    if (!reach.everything()) {
      query.setParameter("reach", reach.workspaces());
    }
  }

  /**
   * Lists the statements that a session's end left without a result: lost, or cancelled although
   * nobody asked for it.
   */
  List<Statement> listWithoutResult(TenantId tenant, UUID sessionId, int limit) {
    return entityManager
        .createQuery(
            "select s from Statement s where s.tenantId = :tenant and s.sessionId = :session"
                + " and (s.state = :lost or (s.state = :cancelled and s.cancelRequestedAt is null))"
                + " order by s.number",
            Statement.class)
        .setParameter("tenant", tenant)
        .setParameter("session", sessionId)
        .setParameter("lost", StatementState.LOST)
        .setParameter("cancelled", StatementState.CANCELLED)
        .setMaxResults(limit)
        .getResultList();
  }

  /** A session, null when there is none, and what it does now or next, null for nothing. */
  record SessionSnapshot(Session session, Statement next) {}

  /** Both as of one moment. */
  SessionSnapshot snapshot(TenantId tenant, UUID sessionId) {
    return new SessionSnapshot(
        sessions.find(tenant, sessionId).orElse(null),
        listUnended(tenant, sessionId, 1).stream().findFirst().orElse(null));
  }

  /** Lists the statements that wait or run in a session, oldest first. */
  List<Statement> listUnended(TenantId tenant, UUID sessionId, int limit) {
    return entityManager
        .createQuery(
            "select s from Statement s where s.tenantId = :tenant and s.sessionId = :session"
                + " and s.unendedNumber >= 0 order by s.unendedNumber",
            Statement.class)
        .setParameter("tenant", tenant)
        .setParameter("session", sessionId)
        .setMaxResults(limit)
        .getResultList();
  }

  /** The newest statements of a session before {@code beforeNumber}, newest first. */
  List<Statement> listNewest(TenantId tenant, UUID sessionId, int beforeNumber, int limit) {
    return entityManager
        .createQuery(
            "select s from Statement s where s.tenantId = :tenant and s.sessionId = :session"
                + " and s.number < :before order by s.number desc",
            Statement.class)
        .setParameter("tenant", tenant)
        .setParameter("session", sessionId)
        .setParameter("before", beforeNumber)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Versions of the newest statements of a session, without their code. */
  List<StatementVersion> listVersions(TenantId tenant, UUID sessionId, int limit) {
    return entityManager
        .createQuery(
            "select s.id, s.number, s.version, s.state from Statement s"
                + " where s.tenantId = :tenant and s.sessionId = :session order by s.number desc",
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("session", sessionId)
        .setMaxResults(limit)
        .getResultStream()
        .map(
            row ->
                new StatementVersion(
                    (UUID) row[0], (Integer) row[1], (Integer) row[2], (StatementState) row[3]))
        .toList();
  }

  /** The statements of a session after {@code afterNumber}, oldest first. */
  List<Statement> listOldest(TenantId tenant, UUID sessionId, int afterNumber, int limit) {
    return entityManager
        .createQuery(
            "select s from Statement s where s.tenantId = :tenant and s.sessionId = :session"
                + " and s.number > :after order by s.number",
            Statement.class)
        .setParameter("tenant", tenant)
        .setParameter("session", sessionId)
        .setParameter("after", afterNumber)
        .setMaxResults(limit)
        .getResultList();
  }
}
