package io.lakegate.session;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.KnownPeople;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Manages who may run code in a session: its owner, and those the owner shares it with, who must be
 * Editors there at that very moment. They act with the owner's rights at the backend, so nobody
 * else can share it, not even an administrator.
 */
@ApplicationScoped
public class SessionShareService {
  @Inject SessionShareRepository repository;
  @Inject SessionRepository sessions;
  @Inject KnownPeople people;
  @Inject SessionChanges changes;
  @Inject AuditService audit;
  @Inject Forms forms;
  @Inject Clock clock;

  /** {@code SESSION_NOT_FOUND}. */
  public List<SessionShare> list(TenantId tenant, Caller caller, UUID sessionId) {
    session(tenant, caller, sessionId);
    caller.require(Operation.READ_SESSIONS);
    return repository.list(tenant, sessionId);
  }

  /**
   * Lets a colleague, or all Editors who may use the workspace, run code in the caller's session.
   * Doing so again changes nothing. {@code SESSION_NOT_FOUND}, {@code SESSION_NOT_YOURS}, {@code
   * INVALID}, {@code SESSION_ENDED}.
   */
  public SessionShare share(TenantId tenant, Caller caller, UUID sessionId, SessionShareForm form) {
    Session session = own(tenant, caller, sessionId);
    forms.require(form);
    if (!form.isOneOfBoth()) {
      throw LakegateException.invalid(
          "userName", "Name a colleague, or say allEditors; one of the two.");
    }
    if (session.isEnded()) {
      throw new LakegateException(ErrorCode.SESSION_ENDED);
    }
    SessionShare wanted =
        form.isAllEditors()
            ? SessionShare.withAllEditors(session, clock.instant())
            : withColleague(tenant, session, form.plainUserName());
    SessionShare share =
        audit.change(
            tenant,
            caller,
            () -> repository.save(tenant, wanted),
            saved -> entry(AuditAction.SHARE_SESSION, session).after(SessionShareView.of(saved)));
    changes.changed(tenant, sessionId);
    return share;
  }

  private SessionShare withColleague(TenantId tenant, Session session, String userName) {
    UUID colleague =
        people
            .findEditor(tenant, userName, session.getWorkspaceId())
            .orElseThrow(
                () ->
                    LakegateException.invalid(
                        "userName",
                        "Nobody of this user name may run code in the session's workspace. Check"
                            + " the spelling, or ask an administrator."));
    if (colleague.equals(session.getOwnerId())) {
      throw LakegateException.invalid("userName", "The session is yours already.");
    }
    return SessionShare.withPerson(session, colleague, userName, clock.instant());
  }

  /** {@code SESSION_NOT_FOUND}, {@code SESSION_NOT_YOURS}, {@code SESSION_SHARE_NOT_FOUND}. */
  public void unshare(TenantId tenant, Caller caller, UUID sessionId, UUID id) {
    Session session = own(tenant, caller, sessionId);
    SessionShare share =
        repository
            .find(tenant, id)
            .filter(found -> found.getSessionId().equals(sessionId))
            .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_SHARE_NOT_FOUND));
    audit.change(
        tenant,
        caller,
        entry(AuditAction.UNSHARE_SESSION, session).before(SessionShareView.of(share)),
        () -> repository.delete(tenant, id));
    changes.changed(tenant, sessionId);
  }

  private static AuditEntry entry(AuditAction action, Session session) {
    return AuditEntry.of(action, session.getId(), session.getName()).in(session.getWorkspaceId());
  }

  private Session own(TenantId tenant, Caller caller, UUID sessionId) {
    Session session = session(tenant, caller, sessionId);
    caller.require(Operation.RUN_STATEMENT, session.getWorkspaceId());
    if (!session.getOwnerId().equals(caller.personId())) {
      throw new LakegateException(ErrorCode.SESSION_NOT_YOURS);
    }
    return session;
  }

  private Session session(TenantId tenant, Caller caller, UUID id) {
    return sessions
        .find(tenant, id)
        .filter(session -> caller.reach().includes(session.getWorkspaceId()))
        .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
  }

  /** {@code FORBIDDEN} for who is no Editor there, {@code SESSION_NOT_YOURS} for the others. */
  void requireUse(TenantId tenant, Caller caller, Session session) {
    caller.require(Operation.RUN_STATEMENT, session.getWorkspaceId());
    if (!isUsable(tenant, caller, session)) {
      throw new LakegateException(ErrorCode.SESSION_NOT_YOURS);
    }
  }

  /** Whether the caller may run code in it as far as the owner is concerned. */
  public boolean isUsable(TenantId tenant, Caller caller, Session session) {
    return session.getOwnerId().equals(caller.personId())
        || repository.list(tenant, session.getId()).stream()
            .anyMatch(share -> share.isFor(caller.personId()));
  }
}
