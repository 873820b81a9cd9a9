package io.lakegate.console;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.Session;
import io.lakegate.session.SessionService;
import io.lakegate.session.SessionShareService;
import io.lakegate.session.SessionVersions;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.omnifaces.util.Faces;

/** The part of a console that is about its session: fetched again when it changes. */
@Named
@RequestScoped
public class SessionFactsBacking {
  @Inject SessionService sessions;
  @Inject StatementService statements;
  @Inject SessionShareService shares;
  @Inject CurrentCaller current;

  private SessionFacts facts;
  private String versions;
  private List<Statement> unfinished;

  /** {@code SESSION_NOT_FOUND}. Has the log read again soon when somebody looks at it. */
  public void load() {
    UUID id = Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
    Caller caller = current.get();
    Session session = sessions.get(caller.tenant(), caller, id);
    if (Faces.getRequestParameter("log") != null) {
      sessions.refreshLog(caller.tenant(), caller, id);
    }
    facts =
        new SessionFacts(
            session,
            caller,
            sessions.findLog(caller.tenant(), caller, id),
            shares.list(caller.tenant(), caller, id));
    versions =
        SessionVersions.json(
            session, statements.versions(caller.tenant(), caller, id, SessionVersions.NEWEST));
    unfinished =
        session.isEnded() ? statements.listUnfinished(caller.tenant(), caller, id) : List.of();
  }

  public SessionFacts getFacts() {
    if (facts == null) {
      load();
    }
    return facts;
  }

  /** The versions of what the page shows, as JSON, for a console without live events. */
  public String getVersions() {
    return versions;
  }

  /**
   * The statements that have no result because the session is over; they can be run again in
   * another session.
   */
  public List<Statement> getUnfinished() {
    return unfinished;
  }
}
