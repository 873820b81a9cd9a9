package io.lakegate.session;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers about a statement once there is something new to say. */
@ApplicationScoped
class StatementWaiting {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Inject StatementService statements;
  @Inject SessionTracker tracker;
  @Inject SessionChanges changes;

  /** Null for none; {@code INVALID} for what is no duration of at most a minute. */
  static Duration duration(String wait) {
    if (wait == null || wait.isBlank()) {
      return null;
    }
    try {
      Duration duration = Duration.parse(wait);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw LakegateException.invalid(
        "wait", "Give an ISO-8601 duration up to PT60S, such as PT10S.");
  }

  void answer(Caller caller, Statement seen, Duration wait, AsyncResponse response) {
    if (wait == null || wait.isZero() || seen.getState().isEnded()) {
      response.resume(view(caller, seen));
      return;
    }
    AtomicBoolean answered = new AtomicBoolean();
    SessionChanges.Watching[] watching = new SessionChanges.Watching[1];
    Runnable look =
        () ->
            tracker.run(
                () -> {
                  Statement now = statements.get(caller.tenant(), caller, seen.getId());
                  boolean news = now.getVersion() != seen.getVersion();
                  if (news && answered.compareAndSet(false, true)) {
                    watching[0].close();
                    response.resume(view(caller, now));
                  }
                });
    response.setTimeout(wait.toMillis(), TimeUnit.MILLISECONDS);
    response.setTimeoutHandler(
        late -> {
          if (answered.compareAndSet(false, true)) {
            watching[0].close();
            late.resume(view(caller, statements.get(caller.tenant(), caller, seen.getId())));
          }
        });
    watching[0] = changes.watch(seen.getSessionId(), look);
    // It may have changed between reading and watching.
    look.run();
  }

  private Object view(Caller caller, Statement statement) {
    try {
      return StatementView.of(
          statement,
          statement.isHasOutput()
              ? statements
                  .findOutput(caller.tenant(), caller, statement.getId())
                  .orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_NOT_FOUND))
              : null);
    } catch (LakegateException e) {
      return e;
    }
  }
}
