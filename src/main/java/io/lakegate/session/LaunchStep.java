package io.lakegate.session;

import io.lakegate.backend.BackendFailure;
import io.lakegate.backend.BackendFailure.Symptom;
import io.lakegate.backend.BackendFailure.Verdict;
import io.lakegate.backend.BackendProblem;
import io.lakegate.backend.Recovery;
import io.lakegate.backend.RemoteSession;
import io.lakegate.backend.SessionRequest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Brings a committed launch to its backend. Before the first attempt nothing can exist there; after
 * one whose answer is missing, the backend is asked by name, and only then asked again under the
 * same name, if its backend can tell that this makes at most one.
 */
@ApplicationScoped
class LaunchStep {
  /**
   * Maximum time for which a launch is tried at a backend that cannot be reached or is too busy.
   */
  private static final Duration REACHABLE_WITHIN = Duration.ofMinutes(5);

  /** Maximum time for which the backend is asked about an attempt in doubt. */
  private static final Duration RESOLVED_WITHIN = Duration.ofMinutes(15);

  private static final String IN_DOUBT =
      " The backend cannot be asked whether it started the session all the same; if it did, it may"
          + " cost until its own time-out.";

  @Inject SessionRepository sessions;
  @Inject SessionChanges changes;
  @Inject SessionCheck check;
  @Inject Clock clock;

  Duration step(Watch watch) {
    Session session = watch.session;
    if (session.getAttemptedAt() == null) {
      return attempt(watch);
    }
    // An attempt was made, by this node or one that died: ask what became of it.
    Recovery recovery;
    try {
      recovery = check.asking(watch, backend -> backend.recover(session.getRemoteName()));
    } catch (LakegateException e) {
      check.replaceToken(watch, e);
      return later(watch, e, RESOLVED_WITHIN, false);
    }
    return switch (recovery.outcome()) {
      case FOUND -> adopt(watch, recovery.session().orElseThrow());
      case ABSENT -> attempt(watch);
      case UNKNOWABLE ->
          later(watch, BackendProblem.unknowable(watch.backend), RESOLVED_WITHIN, false);
    };
  }

  private Duration attempt(Watch watch) {
    Instant now = clock.instant();
    try {
      // May ask a provider for a token: whatever comes of that, nothing was attempted yet.
      check.backend(watch);
    } catch (LakegateException e) {
      return notOpened(watch, e);
    }
    check.requireLease(watch);
    update(watch, session -> session.attempt(now));
    SessionRequest request = SessionRequest.parse(watch.session.getLaunchRequest());
    try {
      return adopt(watch, check.asking(watch, backend -> backend.create(request)));
    } catch (LakegateException e) {
      return failed(watch, e);
    }
  }

  private Duration notOpened(Watch watch, LakegateException problem) {
    if (SessionCheck.isSignInNeeded(problem)) {
      check.end(watch, EndCause.SIGN_IN_EXPIRED, problem.getMessage());
      return null;
    }
    boolean passing =
        problem.code() == ErrorCode.BACKEND_TOKEN_LATER
            || problem.code() == ErrorCode.PROVIDER_UNREACHABLE;
    if (passing) {
      boolean nothingSent = watch.session.getAttemptedAt() == null;
      return later(watch, problem, REACHABLE_WITHIN, nothingSent);
    }
    check.end(watch, EndCause.START_FAILED, problem.getMessage());
    return null;
  }

  private Duration failed(Watch watch, LakegateException problem) {
    BackendFailure failure = BackendProblem.failure(problem).orElse(null);
    if (failure != null && failure.isAmbiguous()) {
      boolean refused =
          failure.symptom() == Symptom.REFUSED || failure.symptom() == Symptom.UNAUTHORIZED;
      return refused && !check.replaceToken(watch, problem)
          ? refusedInBetween(watch, problem)
          : later(watch, problem, RESOLVED_WITHIN, false);
    }
    Verdict verdict = failure == null ? null : failure.verdict();
    if (verdict == Verdict.NAME_TAKEN) {
      // An earlier attempt came through.
      return later(watch, problem, RESOLVED_WITHIN, false);
    }
    boolean passing =
        verdict == Verdict.BUSY
            || (verdict == Verdict.NOT_SENT && failure.symptom() == Symptom.UNREACHABLE);
    if (passing || check.replaceToken(watch, problem)) {
      return later(watch, problem, REACHABLE_WITHIN, true);
    }
    EndCause cause = verdict == Verdict.FULL ? EndCause.CAPACITY : EndCause.START_FAILED;
    check.end(watch, cause, problem.getMessage());
    return null;
  }

  /** Something in between would not let it through; most likely, so the backend is asked. */
  private Duration refusedInBetween(Watch watch, LakegateException problem) {
    String reason = SessionCheck.sentence(problem);
    try {
      Recovery recovery =
          check.asking(watch, backend -> backend.recover(watch.session.getRemoteName()));
      if (recovery.session().isPresent()) {
        return adopt(watch, recovery.session().get());
      }
      reason += recovery.outcome() == Recovery.Outcome.UNKNOWABLE ? IN_DOUBT : "";
    } catch (LakegateException e) {
      if (!BackendProblem.is(e, BackendFailure::isAnswered)) {
        return later(watch, e, RESOLVED_WITHIN, false);
      }
      reason += IN_DOUBT;
    }
    check.end(watch, EndCause.START_FAILED, reason);
    return null;
  }

  private Duration adopt(Watch watch, RemoteSession remote) {
    Instant now = clock.instant();
    watch.failures = 0;
    update(
        watch,
        session -> {
          session.accepted(remote.id(), now);
          SessionState seen = SessionState.ofRemote(remote.state());
          if (seen != SessionState.ENDED) {
            session.seen(seen, RemoteFacts.of(remote), now);
          }
        });
    return SessionCheck.MIN_INTERVAL;
  }

  private Duration later(
      Watch watch, LakegateException problem, Duration within, boolean provablyNot) {
    Instant now = clock.instant();
    watch.failures++;
    if (now.isAfter(watch.session.getCreatedAt().plus(within))) {
      boolean doubt = !provablyNot || watch.session.launchAttempts() > 1;
      check.end(
          watch,
          EndCause.START_FAILED,
          doubt
              ? "The backend never said whether it started the session; if it did, it may cost"
                  + " until its own time-out. Last answer: "
                  + problem.getMessage()
              : problem.getMessage());
      return null;
    }
    update(watch, session -> session.attemptFailed(problem.getMessage(), provablyNot, now));
    return check.backOff(watch, problem);
  }

  private void update(Watch watch, Consumer<Session> change) {
    sessions
        .update(watch.tenant, watch.sessionId, change)
        .ifPresent(session -> watch.session = session);
    changes.changed(watch.tenant, watch.sessionId);
  }
}
