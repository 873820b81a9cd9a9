package io.lakegate.console;

import io.lakegate.history.StatementItem;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.Session;
import io.lakegate.session.SessionService;
import io.lakegate.session.SessionShareService;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.UUID;

/** One statement as a console shows it: fetched when it is newer than what is shown. */
@Named
@RequestScoped
public class StatementFragmentBacking {
  @Inject SessionService sessions;
  @Inject StatementService statements;
  @Inject SessionShareService shares;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private StatementItem item;

  /** {@code STATEMENT_NOT_FOUND}. */
  public void load() {
    UUID id = Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_NOT_FOUND));
    Caller caller = current.get();
    Statement statement = statements.get(caller.tenant(), caller, id);
    Session session = sessions.get(caller.tenant(), caller, statement.getSessionId());
    item =
        new StatementItem(
            statement,
            statements.findOutput(caller.tenant(), caller, id).orElse(null),
            statements.findPresent(caller.tenant(), caller, session.getId()).orElse(null),
            session,
            new SessionRow(session, caller, shares.isUsable(caller.tenant(), caller, session))
                .isUsable(),
            clock.instant());
  }

  public StatementItem getItem() {
    return item;
  }
}
