package io.lakegate.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Takes the step that a session needs now. */
@ApplicationScoped
class SessionSteps {
  /** Livy ends a session it thinks idle after an hour by default, a busy one too. */
  static final Duration CONNECT_EVERY = Duration.ofMinutes(25);

  private static final Duration CHECK_EVERY = Duration.ofMinutes(5);

  @Inject LaunchStep launching;
  @Inject StopStep stopping;
  @Inject StatementStep running;
  @Inject SessionCheck check;
  @Inject SessionRepository sessions;
  @Inject StatementRepository statements;
  @Inject Clock clock;

  /** One step; how long to rest after it, null when there is nothing more to do. */
  Duration step(Watch watch) {
    Session session = watch.session;
    Instant now = clock.instant();
    if (session.getStopRequestedAt() != null) {
      return stopping.step(watch);
    }
    if (now.isAfter(session.getLifetimeDeadline())) {
      return requestStop(watch, EndCause.LIFETIME);
    }
    if (session.getRemoteId() == null) {
      return launching.step(watch);
    }
    boolean sendable = session.isReady() || (watch.active != null && watch.active.isSent());
    if (watch.active != null && sendable) {
      return running.step(watch);
    }
    if (!session.isReady()) {
      return watch.active == null && isForgotten(session, now)
          ? requestStop(watch, EndCause.IDLE_TIMEOUT)
          : check.step(watch);
    }
    return rest(watch, now);
  }

  /**
   * Whether a session that is not ready has passed its idle deadline. It costs as much in a state
   * that Lakegate does not know as in any other.
   */
  private static boolean isForgotten(Session session, Instant now) {
    return session.unreachableSince() == null
        && session.getIdleDeadline() != null
        && now.isAfter(session.getIdleDeadline());
  }

  /**
   * Looks after a session that is ready and has nothing to run: it is stopped when it was idle too
   * long, and kept alive until then.
   */
  private Duration rest(Watch watch, Instant now) {
    Session session = watch.session;
    if (now.isAfter(session.getIdleDeadline())) {
      return requestStop(watch, EndCause.IDLE_TIMEOUT);
    }
    boolean unseen =
        session.getCheckedAt() == null || now.isAfter(session.getCheckedAt().plus(CHECK_EVERY));
    if (unseen || session.getState() == SessionState.BUSY) {
      return check.step(watch);
    }
    Instant connectAt =
        (session.connectedAt() == null ? session.getReadyAt() : session.connectedAt())
            .plus(CONNECT_EVERY);
    if (now.isAfter(connectAt)) {
      return check.connect(watch);
    }
    Instant next = earliest(session.getIdleDeadline(), session.getLifetimeDeadline(), connectAt);
    return Duration.between(now, next).plusMillis(10);
  }

  private static Instant earliest(Instant first, Instant... others) {
    Instant earliest = first;
    for (Instant other : others) {
      earliest = other.isBefore(earliest) ? other : earliest;
    }
    return earliest;
  }

  /** Decided again under the row's lock: a statement may have come in between. */
  private Duration requestStop(Watch watch, EndCause cause) {
    Instant now = clock.instant();
    sessions
        .update(
            watch.tenant,
            watch.sessionId,
            session -> {
              boolean idle =
                  session.getIdleDeadline() != null
                      && now.isAfter(session.getIdleDeadline())
                      && statements.listUnended(watch.tenant, watch.sessionId, 1).isEmpty();
              if (cause == EndCause.LIFETIME || idle) {
                session.requestStop(cause, now);
              }
            })
        .ifPresent(session -> watch.session = session);
    // What waits in it was read before; read it again before deciding anew.
    watch.readAt = null;
    return Duration.ZERO;
  }
}
