package io.lakegate.session;

import io.lakegate.backend.Recovery;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Carries out a committed wish to stop. The session is deleted at its backend only after it was
 * seen there under our name; whatever the answer, it is asked for again until it is gone.
 */
@ApplicationScoped
class StopStep {
  /**
   * The time beyond the request time-out in which a session may still appear at its backend after
   * an attempt without an answer.
   */
  private static final Duration LATE_ARRIVAL = Duration.ofSeconds(30);

  @Inject SessionRepository sessions;
  @Inject SessionChanges changes;
  @Inject SessionCheck check;
  @Inject StatementStep running;
  @Inject Clock clock;

  Duration step(Watch watch) {
    Session session = watch.session;
    try {
      if (session.getRemoteId() == null) {
        return unaccepted(watch);
      }
      // A result that is there already is worth a read before it goes. That takes a while, in which
      // the id may have gone to somebody else: see whose it is once more.
      boolean own =
          check.findOwn(watch).isPresent()
              && (!running.lastLook(watch) || check.findOwn(watch).isPresent());
      if (own) {
        check.requireLease(watch);
        check.asking(watch, backend -> backend.delete(session.getRemoteId()));
      }
      end(watch);
      return null;
    } catch (LakegateException e) {
      return check.unreachable(watch, e);
    }
  }

  /** Stopped before the backend's id was known: it may exist, or come into existence late. */
  private Duration unaccepted(Watch watch) {
    Session session = watch.session;
    Instant attempted = session.getAttemptedAt();
    if (attempted == null) {
      end(watch);
      return null;
    }
    Recovery recovery = check.recover(watch);
    Instant now = clock.instant();
    if (recovery.session().isPresent()) {
      String id = recovery.session().get().id();
      sessions
          .update(watch.tenant, watch.sessionId, found -> found.accepted(id, now))
          .ifPresent(found -> watch.session = found);
      return Duration.ZERO;
    }
    Duration doubt = watch.backend.access().requestTimeout().plus(LATE_ARRIVAL);
    if (now.isAfter(attempted.plus(doubt))) {
      end(watch);
      return null;
    }
    return Duration.ofSeconds(1);
  }

  private void end(Watch watch) {
    EndCause cause = watch.session.stopCause().orElse(EndCause.USER);
    sessions
        .end(watch.tenant, watch.sessionId, cause, null, StatementState.CANCELLED, clock.instant())
        .ifPresent(session -> watch.session = session);
    changes.changed(watch.tenant, watch.sessionId);
  }
}
