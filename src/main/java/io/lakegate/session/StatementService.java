package io.lakegate.session;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.ledger.Node;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Statements: submitted into one's own and shared sessions, cancelled, read, found again.
 * Submitting only stores the statement; the tracker sends it and stores what comes of it, whatever
 * happens to who asked.
 */
@ApplicationScoped
public class StatementService {
  private static final int MAX_UNFINISHED = 20;

  /** Repeated views of one result by one person within this time are audited once. */
  static final Duration VIEWED_ONCE = Duration.ofHours(1);

  @Inject StatementRepository repository;
  @Inject SessionRepository sessions;
  @Inject IdempotencyKeyRepository idempotencyKeys;
  @Inject SessionShareService shares;
  @Inject SessionTracker tracker;
  @Inject SessionChanges changes;
  @Inject Forms forms;
  @Inject Clock clock;
  @Inject AuditService audit;

  /**
   * Stores a statement to be run. The same {@code idempotencyKey} again returns the first one.
   * {@code SESSION_NOT_FOUND}, {@code SESSION_NOT_YOURS}, {@code SESSION_ENDED}, {@code INVALID}.
   */
  public Statement submit(
      TenantId tenant, Caller caller, UUID sessionId, StatementForm form, String idempotencyKey) {
    Session session = session(tenant, caller, sessionId);
    shares.requireUse(tenant, caller, session);
    forms.require(form);
    String kind = form.getKind() == null ? session.getKind() : form.getKind();
    IdempotencyKey key =
        IdempotencyKey.of(
            caller.personId(),
            idempotencyKey,
            "statement " + sessionId + " " + kind + " " + form.getCode());
    Optional<Statement> before =
        idempotencyKeys.find(tenant, key).flatMap(id -> repository.find(tenant, id));
    if (before.isPresent()) {
      return before.get();
    }
    try {
      return submitted(tenant, caller, sessionId, form.getCode(), kind, key);
    } catch (PersistenceException e) {
      // The same key at the same moment: the other one was first.
      return idempotencyKeys
          .find(tenant, key)
          .flatMap(id -> repository.find(tenant, id))
          .orElseThrow(() -> e);
    }
  }

  private Statement submitted(
      TenantId tenant,
      Caller caller,
      UUID sessionId,
      String code,
      String kind,
      IdempotencyKey key) {
    Statement statement =
        audit.change(
            tenant,
            caller,
            () ->
                repository.submit(
                    tenant, sessionId, code, kind, caller, key, Node.ID, clock.instant()),
            stored -> entry(AuditAction.SUBMIT_STATEMENT, stored));
    if (statement.isSent()) {
      tracker.send(tenant, sessionId, statement);
    } else {
      tracker.wake(tenant, sessionId);
    }
    changes.changed(tenant, sessionId);
    return statement;
  }

  /** Finds a session; one outside the caller's reach is reported as not found. */
  private Session session(TenantId tenant, Caller caller, UUID id) {
    return sessions
        .find(tenant, id)
        .filter(session -> caller.reach().includes(session.getWorkspaceId()))
        .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
  }

  /** Asks for a statement to be cancelled; what waits is cancelled at once. */
  public Statement cancel(TenantId tenant, Caller caller, UUID sessionId, UUID id) {
    Statement found = get(tenant, caller, sessionId, id);
    Session session = session(tenant, caller, sessionId);
    shares.requireUse(tenant, caller, session);
    if (found.getState().isEnded()) {
      throw new LakegateException(ErrorCode.STATEMENT_FINISHED);
    }
    Statement cancelled =
        audit.change(
            tenant,
            caller,
            () ->
                repository
                    .update(tenant, id, statement -> statement.requestCancel(clock.instant()))
                    .orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_NOT_FOUND)),
            stored -> entry(AuditAction.CANCEL_STATEMENT, stored));
    tracker.wake(tenant, sessionId);
    changes.changed(tenant, sessionId);
    return cancelled;
  }

  /**
   * Ends a statement that its backend has not answered for, or that has not heeded a cancel, for
   * five minutes. Its code may still run; who may cancel it may do this. {@code
   * STATEMENT_FINISHED}, {@code GIVE_UP_TOO_EARLY}.
   */
  public Statement giveUp(TenantId tenant, Caller caller, UUID sessionId, UUID id) {
    Statement found = get(tenant, caller, sessionId, id);
    shares.requireUse(tenant, caller, session(tenant, caller, sessionId));
    if (found.getState().isEnded()) {
      throw new LakegateException(ErrorCode.STATEMENT_FINISHED);
    }
    Instant now = clock.instant();
    Statement given =
        audit.change(
            tenant,
            caller,
            () -> {
              // The session first, as its end does: two that wait for each other help nobody.
              sessions.lock(tenant, sessionId);
              return repository
                  .complete(tenant, id, null, now, statement -> giveUp(statement, caller, now))
                  .filter(statement -> statement.getState() == StatementState.LOST)
                  .orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_FINISHED));
            },
            stored -> entry(AuditAction.GIVE_UP_STATEMENT, stored));
    tracker.wake(tenant, sessionId);
    changes.changed(tenant, sessionId);
    return given;
  }

  /** Decided under the row's lock: its backend may have answered meanwhile. */
  private static void giveUp(Statement statement, Caller caller, Instant now) {
    if (!statement.isGiveUpOffered(now)) {
      throw new LakegateException(ErrorCode.GIVE_UP_TOO_EARLY);
    }
    statement.giveUp(caller.userName(), now);
  }

  /**
   * Describes the statement by session and number. Code and result are left out, because they may
   * hold what is redacted later.
   */
  private static AuditEntry entry(AuditAction action, Statement statement) {
    return AuditEntry.of(
            action, statement.getId(), statement.getSessionName() + " #" + statement.getNumber())
        .in(statement.getWorkspaceId());
  }

  /** Audits that somebody opens a result, at most once an hour for each person and result. */
  public void recordView(TenantId tenant, Caller caller, Statement statement) {
    audit.recordOnce(
        tenant, AuditActor.of(caller), entry(AuditAction.VIEW_RESULT, statement), VIEWED_ONCE);
  }

  /** Audits that somebody downloads a result. */
  public void recordDownload(TenantId tenant, Caller caller, Statement statement, String format) {
    audit.record(
        tenant,
        caller,
        entry(AuditAction.DOWNLOAD_RESULT, statement).after(Map.of("format", format)));
  }

  /**
   * Puts a marker in place of a startup statement's code in what its session keeps of its profile,
   * and tells the other nodes. The history calls it when it redacts the statement itself: in its
   * transaction, after it has checked the right to do so.
   */
  public void redactCodeInSession(TenantId tenant, Statement statement, String marker) {
    if (statement.isStartup()) {
      sessions.redactSnapshot(tenant, statement.getSessionId(), statement.getCode(), marker);
    }
    announce(tenant, statement);
  }

  /** Tells the other nodes that a session has changed, once the caller's transaction commits. */
  public void announce(TenantId tenant, Statement statement) {
    sessions.announce(tenant, statement.getSessionId());
  }

  /** Returns a statement. {@code STATEMENT_NOT_FOUND}. */
  public Statement get(TenantId tenant, Caller caller, UUID id) {
    Statement found =
        repository
            .find(tenant, id)
            .filter(statement -> caller.reach().includes(statement.getWorkspaceId()))
            .orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_NOT_FOUND));
    caller.require(Operation.READ_HISTORY);
    return found;
  }

  /** Returns a statement of that session; {@code STATEMENT_NOT_FOUND} if it is in another one. */
  public Statement get(TenantId tenant, Caller caller, UUID sessionId, UUID id) {
    Statement found = get(tenant, caller, id);
    if (!found.getSessionId().equals(sessionId)) {
      throw new LakegateException(ErrorCode.STATEMENT_NOT_FOUND);
    }
    return found;
  }

  /** The stored output, Livy's JSON; empty while there is none. */
  public Optional<String> findOutput(TenantId tenant, Caller caller, UUID id) {
    caller.require(Operation.READ_HISTORY);
    return repository.findOutput(tenant, caller.reach(), id);
  }

  /** The stored outputs of several statements, without those too long to be shown among others. */
  public Map<UUID, String> findOutputs(
      TenantId tenant, Caller caller, Collection<UUID> ids, int longest) {
    caller.require(Operation.READ_HISTORY);
    return repository.findOutputs(tenant, caller.reach(), ids, longest);
  }

  /** Finds the statement that a session runs now or next; empty when none runs or waits in it. */
  public Optional<Statement> findPresent(TenantId tenant, Caller caller, UUID sessionId) {
    requireInReach(tenant, caller, sessionId);
    return repository.listUnended(tenant, sessionId, 1).stream().findFirst();
  }

  /**
   * Requires that the caller may read this session. For a caller who reaches the whole tenant the
   * session is not even looked up.
   */
  private void requireInReach(TenantId tenant, Caller caller, UUID sessionId) {
    if (!caller.reach().everything()) {
      session(tenant, caller, sessionId);
    }
    caller.require(Operation.READ_SESSIONS);
  }

  /**
   * Lists the statements that ended in a session without a result and were not cancelled by a
   * person; if there are many, only those with the lowest numbers.
   */
  public List<Statement> listUnfinished(TenantId tenant, Caller caller, UUID sessionId) {
    requireInReach(tenant, caller, sessionId);
    return repository.listWithoutResult(tenant, sessionId, MAX_UNFINISHED);
  }

  /** Statements of a session after a number, oldest first. */
  public List<Statement> list(
      TenantId tenant, Caller caller, UUID sessionId, int afterNumber, int limit) {
    session(tenant, caller, sessionId);
    caller.require(Operation.READ_SESSIONS);
    return repository.listOldest(tenant, sessionId, afterNumber, limit);
  }

  /** The newest statements of a session before a number, oldest of them first. */
  public List<Statement> listNewest(
      TenantId tenant, Caller caller, UUID sessionId, int beforeNumber, int limit) {
    session(tenant, caller, sessionId);
    caller.require(Operation.READ_SESSIONS);
    List<Statement> newest = repository.listNewest(tenant, sessionId, beforeNumber, limit);
    List<Statement> ordered = new ArrayList<>(newest);
    Collections.reverse(ordered);
    return ordered;
  }

  /** Versions of the newest statements of a session, for who shows them. */
  public List<StatementVersion> versions(
      TenantId tenant, Caller caller, UUID sessionId, int limit) {
    requireInReach(tenant, caller, sessionId);
    return repository.listVersions(tenant, sessionId, limit);
  }
}
