package io.lakegate.history;

import io.lakegate.output.Output;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.Session;
import io.lakegate.session.SessionService;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.omnifaces.util.Faces;

/** One statement of the history: its code, its result, who asked and whose identity ran it. */
@Named
@RequestScoped
public class HistoryDetailBacking {
  @Inject SessionService sessions;
  @Inject StatementService statements;
  @Inject HistoryService history;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private StatementItem item;
  private Session session;
  private boolean table;
  private List<Session> open = List.of();

  /** {@code STATEMENT_NOT_FOUND}. */
  public void load() {
    UUID id = Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_NOT_FOUND));
    Caller caller = current.get();
    Statement statement = statements.get(caller.tenant(), caller, id);
    if (Faces.getRequestHeader("X-Lakegate-Refresh") == null) {
      statements.recordView(caller.tenant(), caller, statement);
    }
    String output = statements.findOutput(caller.tenant(), caller, id).orElse(null);
    session = sessions.get(caller.tenant(), caller, statement.getSessionId());
    item =
        new StatementItem(
            statement,
            output,
            statements.findPresent(caller.tenant(), caller, session.getId()).orElse(null),
            session,
            false,
            clock.instant());
    table = Output.parse(output).findTable().isPresent();
    if (current.isEditor()) {
      open = sessions.listOwnLive(caller.tenant(), caller);
    }
  }

  public void redactCode() {
    redact("code");
  }

  public void redactResult() {
    redact("result");
  }

  private void redact(String part) {
    load();
    Caller caller = current.get();
    UUID id = item.getStatement().getId();
    history.redact(caller.tenant(), caller, id, RedactionForm.of(part));
    Pages.redirect("/history/" + id, "redacted");
  }

  /** Administrators, of what cannot change any more. */
  public boolean isRedactable() {
    return !getItem().isUnended()
        && current.get().may(Operation.REDACT, item.getStatement().getWorkspaceId());
  }

  /** Read when a form that was refused is shown again, too. */
  public StatementItem getItem() {
    if (item == null) {
      load();
    }
    return item;
  }

  public Session getSession() {
    return session;
  }

  public boolean isTable() {
    return table;
  }

  /** The person's sessions into whose composer the code can be put. */
  public List<Session> getOpen() {
    return open;
  }

  /** The time from the request until the backend started the statement; null if it never did. */
  public Duration getWaited() {
    Statement statement = item.getStatement();
    return statement.getStartedAt() == null
            || statement.getStartedAt().isBefore(statement.getSubmittedAt())
        ? null
        : Duration.between(statement.getSubmittedAt(), statement.getStartedAt());
  }

  public String getOutputAddress() {
    return Faces.getRequestContextPath()
        + "/history/"
        + item.getStatement().getId()
        + "/output?format=";
  }

  /** The whole address, to be sent to somebody. */
  public String getLink() {
    return Faces.getRequestDomainURL()
        + Faces.getRequestContextPath()
        + "/history/"
        + item.getStatement().getId();
  }
}
