package io.lakegate.history;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.session.SessionChanges;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The history: what was run in all sessions is listed, searched, exported and redacted here. */
@ApplicationScoped
public class HistoryService {
  @Inject HistoryRepository repository;
  @Inject RemovalRepository removals;
  @Inject StatementService statements;
  @Inject SessionChanges changes;
  @Inject Forms forms;
  @Inject Clock clock;
  @Inject AuditService audit;

  /** Lists statements, newest first. {@code INVALID} for a text that is too short to look for. */
  public List<Statement> list(
      TenantId tenant, Caller caller, StatementFilter filter, TimeCursor after, int limit) {
    require(caller, filter);
    return repository.list(tenant, caller.reach(), filter, after, limit);
  }

  /** Lists statements as {@code list} does, with no more of them than a row shows. */
  public List<HistoryRow> listRows(
      TenantId tenant, Caller caller, StatementFilter filter, TimeCursor after, int limit) {
    require(caller, filter);
    return repository.listRows(tenant, caller.reach(), filter, after, limit);
  }

  private static void require(Caller caller, StatementFilter filter) {
    caller.require(Operation.READ_HISTORY);
    if (filter.text() != null && filter.text().length() < StatementFilter.MIN_TEXT_LENGTH) {
      throw LakegateException.invalid("q", "Search for at least three characters.");
    }
  }

  /** Audits that somebody exports a part of the history. */
  void recordExport(TenantId tenant, Caller caller, Map<String, String> filter) {
    audit.record(tenant, caller, AuditEntry.of(AuditAction.EXPORT_HISTORY).after(filter));
  }

  /**
   * Puts a marker in place of the code or the result, for good and in every table; the audit trail
   * tells who did it and never what it was. With a result goes the session's stored log. What a
   * backup or the backend still has is not Lakegate's to remove. For administrators. {@code
   * STATEMENT_NOT_FOUND}, {@code INVALID}, {@code STATEMENT_NOT_ENDED}.
   */
  public Statement redact(TenantId tenant, Caller caller, UUID id, RedactionForm form) {
    Statement found = statements.get(tenant, caller, id);
    caller.require(Operation.REDACT, found.getWorkspaceId());
    forms.require(form);
    if (!found.getState().isEnded()) {
      throw new LakegateException(ErrorCode.STATEMENT_NOT_ENDED);
    }
    String what = form.isOfCode() ? "code" : "result";
    String marker = Removed.text(what, caller.userName(), clock.instant());
    audit.change(
        tenant,
        caller,
        entry(form.isOfCode() ? AuditAction.REDACT_CODE : AuditAction.REDACT_RESULT, found),
        () -> {
          if (form.isOfCode()) {
            removals.redactCode(tenant, found, marker);
            statements.redactCodeInSession(tenant, found, marker);
          } else {
            removals.redactResult(tenant, found, marker);
            statements.announce(tenant, found);
          }
        });
    changes.changed(tenant, found.getSessionId());
    return statements.get(tenant, caller, id);
  }

  /** Names the session and the number: neither the code nor the result, which are to vanish. */
  private static AuditEntry entry(AuditAction action, Statement statement) {
    return AuditEntry.of(
            action, statement.getId(), statement.getSessionName() + " #" + statement.getNumber())
        .in(statement.getWorkspaceId());
  }
}
