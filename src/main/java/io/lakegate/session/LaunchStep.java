package io.lakegate.session;

import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessionRequest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a committed launch to its backend. Before the first attempt nothing can exist there; after
 * one whose answer is missing, the backend is asked by name, and only then asked again under the
 * same name, which Livy refuses if the first one came through after all.
 */
@ApplicationScoped
class LaunchStep {
  /** How long a backend that cannot be reached, or is too busy, is tried. */
  private static final Duration REACHABLE_WITHIN = Duration.ofMinutes(5);

  /** How long an attempt in doubt is asked about. */
  private static final Duration RESOLVED_WITHIN = Duration.ofMinutes(15);

  private static final String IN_DOUBT =
      " The backend cannot be asked whether it started the session all the same; if it did, it may"
          + " cost until its own time-out.";

  private static final Jsonb JSONB = JsonbBuilder.create();

  @Inject LivyClient livy;
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
    Optional<LivySession> remote;
    try {
      remote = check.asking(watch, endpoint -> livy.findSession(endpoint, session.getRemoteName()));
    } catch (LakegateException e) {
      check.replaceToken(watch, e);
      return later(watch, e, RESOLVED_WITHIN, false);
    }
    return remote.isPresent() ? adopt(watch, remote.get()) : attempt(watch);
  }

  private Duration attempt(Watch watch) {
    Instant now = clock.instant();
    try {
      // May ask a provider for a token: whatever comes of that, nothing was attempted yet.
      check.endpoint(watch);
    } catch (LakegateException e) {
      return notOpened(watch, e);
    }
    check.requireLease(watch);
    update(watch, session -> session.attempt(now));
    LivySessionRequest request =
        JSONB.fromJson(watch.session.getLaunchRequest(), LivySessionRequest.class);
    try {
      return adopt(watch, check.asking(watch, opened -> livy.createSession(opened, request)));
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
    if (LivyClient.isAmbiguous(problem)) {
      boolean refused =
          problem.code() == ErrorCode.LIVY_REFUSED || problem.code() == ErrorCode.LIVY_UNAUTHORIZED;
      return refused && !check.replaceToken(watch, problem)
          ? refusedInBetween(watch, problem)
          : later(watch, problem, RESOLVED_WITHIN, false);
    }
    String reason = problem.getMessage();
    if (problem.code() == ErrorCode.LIVY_REFUSED) {
      String words = reason.toLowerCase(Locale.ROOT);
      // "Duplicate session name": an earlier attempt came through (SessionManager.scala).
      if (words.contains("duplicate session name")) {
        return later(watch, problem, RESOLVED_WITHIN, false);
      }
      boolean full = words.contains("too many sessions");
      check.end(watch, full ? EndCause.CAPACITY : EndCause.START_FAILED, reason);
      return null;
    }
    boolean passing =
        problem.code() == ErrorCode.LIVY_UNREACHABLE || problem.code() == ErrorCode.LIVY_BUSY;
    if (passing || check.replaceToken(watch, problem)) {
      return later(watch, problem, REACHABLE_WITHIN, true);
    }
    check.end(watch, EndCause.START_FAILED, reason);
    return null;
  }

  /** Something in between would not let it through; most likely, so the backend is asked. */
  private Duration refusedInBetween(Watch watch, LakegateException problem) {
    String reason = SessionCheck.sentence(problem);
    try {
      Optional<LivySession> remote =
          check.asking(
              watch, endpoint -> livy.findSession(endpoint, watch.session.getRemoteName()));
      if (remote.isPresent()) {
        return adopt(watch, remote.get());
      }
    } catch (LakegateException e) {
      if (LivyClient.status(e).isEmpty()) {
        return later(watch, e, RESOLVED_WITHIN, false);
      }
      reason += IN_DOUBT;
    }
    check.end(watch, EndCause.START_FAILED, reason);
    return null;
  }

  private Duration adopt(Watch watch, LivySession remote) {
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
