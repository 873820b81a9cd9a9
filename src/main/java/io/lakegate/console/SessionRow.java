package io.lakegate.console;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.session.EndCause;
import io.lakegate.session.Session;
import io.lakegate.session.SessionState;
import java.time.Duration;

/** A session as pages show it to one person. */
public final class SessionRow {
  private final Session session;
  private final Caller caller;
  private final boolean shared;

  /** Creates a row for a list, where nothing depends on whom the session is shared with. */
  SessionRow(Session session, Caller caller) {
    this(session, caller, false);
  }

  /**
   * @param shared with the caller
   */
  SessionRow(Session session, Caller caller, boolean shared) {
    this.session = session;
    this.caller = caller;
    this.shared = shared;
  }

  public Session getSession() {
    return session;
  }

  public boolean isOwn() {
    return session.getOwnerId().equals(caller.personId());
  }

  public boolean isStoppable() {
    boolean live = !session.isEnded() && session.getState() != SessionState.STOPPING;
    Operation stop = isOwn() ? Operation.STOP_OWN_SESSION : Operation.STOP_ANY_SESSION;
    return live && caller.may(stop, session.getWorkspaceId());
  }

  /** Whether this person may start another one like it. */
  public boolean isLaunchable() {
    return caller.may(Operation.LAUNCH_SESSION, session.getWorkspaceId());
  }

  /**
   * Whether the caller may run code here: as the owner or a colleague it is shared with, and only
   * while the session takes statements.
   */
  public boolean isUsable() {
    boolean open = !session.isEnded() && session.getStopRequestedAt() == null;
    return open
        && (isOwn() || shared)
        && caller.may(Operation.RUN_STATEMENT, session.getWorkspaceId());
  }

  /** A busy session does not end as idle, so nothing counts down. */
  public boolean isCountingDown() {
    return session.getState() == SessionState.IDLE && session.getIdleDeadline() != null;
  }

  /** The time from the request to the end; null while the session lives. */
  public Duration getLasted() {
    return session.getEndedAt() == null
        ? null
        : Duration.between(session.getCreatedAt(), session.getEndedAt());
  }

  /** Key of the sentence that says why it ended. */
  public String getEndKey() {
    return "endCause." + session.getEndCause();
  }

  /** The end is one somebody should know of. */
  public boolean isFailed() {
    EndCause cause = session.getEndCause();
    return cause == EndCause.START_FAILED
        || cause == EndCause.BACKEND_LOST
        || cause == EndCause.CAPACITY;
  }
}
