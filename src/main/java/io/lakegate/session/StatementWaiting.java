package io.lakegate.session;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.LastingCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Answers about a statement once there is something new to say. */
@ApplicationScoped
class StatementWaiting {
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  /** Many a statement ends as soon as it runs: one answer tells both, unless that takes longer. */
  private static final Duration GATHERED = Duration.ofMillis(50);

  @Inject StatementService statements;
  @Inject SessionChanges changes;

  /** Null for none; {@code INVALID} for what is no duration of at most a minute. */
  static Duration duration(String wait) {
    if (wait == null || wait.isBlank()) {
      return null;
    }
    try {
      Duration duration = Duration.parse(wait);
      if (!duration.isNegative() && duration.compareTo(MAX_WAIT) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw LakegateException.invalid(
        "wait", "Give an ISO-8601 duration up to PT60S, such as PT10S.");
  }

  /** Answers at once with a refusal when the caller may not see the statement any more. */
  void answer(LastingCaller caller, Statement seen, Duration wait, AsyncResponse response) {
    if (wait == null || wait.isZero() || seen.getState().isEnded()) {
      response.resume(view(caller.get(), seen));
      return;
    }
    new Waiter(caller, seen, response).begin(wait);
  }

  /** One request that waits: answered once, by a change or by the end of its time. */
  private final class Waiter {
    private final LastingCaller caller;
    private final Statement seen;
    private final AsyncResponse response;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final AtomicReference<SessionChanges.Watching> watching = new AtomicReference<>();

    Waiter(LastingCaller caller, Statement seen, AsyncResponse response) {
      this.caller = caller;
      this.seen = seen;
      this.response = response;
    }

    void begin(Duration wait) {
      response.setTimeout(wait.toMillis(), TimeUnit.MILLISECONDS);
      response.setTimeoutHandler(late -> changes.run(this::answer));
      watching.set(changes.watch(seen.getSessionId(), () -> changes.run(this::look)));
      changes.runEach(LastingCaller.PERIOD, this::recognise);
      // It may have changed between reading and watching.
      look();
    }

    /** False once there is nothing to come back for. */
    private boolean recognise() {
      if (answered.get()) {
        return false;
      }
      try {
        caller.renew();
        now();
        return true;
      } catch (RuntimeException e) {
        resume(e);
        return false;
      }
    }

    private Statement now() {
      Caller present = caller.get();
      return statements.get(present.tenant(), present, seen.getId());
    }

    private void look() {
      if (answered.get()) {
        close();
        return;
      }
      try {
        Statement now = now();
        if (now.getState().isEnded()) {
          resume(view(caller.get(), now));
        } else if (now.getVersion() != seen.getVersion() && gathering.compareAndSet(false, true)) {
          changes.runAfter(GATHERED, this::answer);
        }
      } catch (RuntimeException e) {
        resume(e);
      }
    }

    /**
     * Answers with the statement, or with the failure to read it. Without the latter the client
     * would wait forever.
     */
    private void answer() {
      if (answered.get()) {
        return;
      }
      try {
        resume(view(caller.get(), now()));
      } catch (RuntimeException e) {
        resume(e);
      }
    }

    private void close() {
      SessionChanges.Watching present = watching.getAndSet(null);
      if (present != null) {
        present.close();
      }
    }

    private void resume(Object answer) {
      if (!answered.compareAndSet(false, true)) {
        return;
      }
      close();
      if (answer instanceof Throwable problem) {
        response.resume(problem);
      } else {
        response.resume(answer);
      }
    }
  }

  private StatementView view(Caller caller, Statement statement) {
    return StatementView.of(
        statement,
        statement.hasOutput()
            ? statements
                .findOutput(caller.tenant(), caller, statement.getId())
                .orElseThrow(() -> new LakegateException(ErrorCode.STATEMENT_NOT_FOUND))
            : null,
        caller);
  }
}
