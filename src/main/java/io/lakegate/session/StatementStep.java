package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RemoteSession;
import io.lakegate.backend.RemoteStatement;
import io.lakegate.ledger.LeaseLost;
import io.lakegate.ledger.Pace;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings the oldest unended statement of a session one step further: has it sent, finds out what
 * became of it, reads its progress, has its result stored.
 */
@ApplicationScoped
class StatementStep {
  private static final Logger LOG = Logger.getLogger(StatementStep.class.getName());

  /** A backend may say that a statement has ended before its output is there. */
  private static final int MAX_NULL_OUTPUTS = 20;

  private static final int MAX_NOT_FOUND = 10;
  private static final Duration PROGRESS_STORED_EVERY = Duration.ofMillis(500);
  private static final Duration SESSION_CHECKED_EVERY = Duration.ofSeconds(5);
  private static final Duration CANCEL_AGAIN = Duration.ofSeconds(5);
  private static final Duration CONNECT_AGAIN = Duration.ofMinutes(1);

  /** Longer than a backend queues what it is about to run by itself. */
  private static final Duration QUEUED_LONG = Duration.ofSeconds(2);

  /** The statement waits this long for code that does not heed a cancel. */
  private static final Duration CANCEL_HEEDED_WITHIN = Duration.ofHours(1);

  /** A stop waits no longer for a result that may be there. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(20);

  private static final String STILL_RUNNING =
      "It was asked to stop; its code may still be running at the backend.";

  @Inject SessionRepository sessions;
  @Inject SessionCheck check;
  @Inject StatementSending sending;
  @Inject StatementSilence silence;
  @Inject StatementNotes notes;
  @Inject Clock clock;

  Duration step(Watch watch) {
    Statement statement = watch.active;
    try {
      if (!statement.isSent()) {
        return sending.begin(watch);
      }
      if (statement.getRemoteId() != null) {
        return poll(watch);
      }
      return Mark.of(statement).equals(watch.toSend) ? sending.send(watch) : sending.resolve(watch);
    } catch (LakegateException e) {
      return check.unreachable(watch, e);
    }
  }

  private Duration poll(Watch watch) {
    try {
      if (isCancelDue(watch)) {
        if (check.isGone(watch)) {
          return null;
        }
        cancel(watch);
      }
      if (clock.instant().isAfter(watch.sessionCheckedAt.plus(SESSION_CHECKED_EVERY))) {
        if (check.isGone(watch)) {
          return null;
        }
        keepAlive(watch);
      }
    } catch (LakegateException e) {
      return silence.unaskable(watch, e);
    }
    Optional<RemoteStatement> found;
    try {
      found = find(watch);
    } catch (LakegateException e) {
      return silence.unreadable(watch, e);
    }
    try {
      return found.isPresent() ? found(watch, found.get()) : notFound(watch);
    } catch (LakegateException e) {
      return silence.unaskable(watch, e);
    } catch (LeaseLost e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return silence.indigestible(watch, e);
    }
  }

  private Optional<RemoteStatement> find(Watch watch) {
    String id = watch.active.getRemoteId();
    return check.asking(watch, backend -> backend.findStatement(watch.session.getRemoteId(), id));
  }

  /** A backend may count a busy session as inactive too. */
  private void keepAlive(Watch watch) {
    Instant now = clock.instant();
    Instant connected = watch.session.connectedAt();
    Instant last = connected == null ? watch.active.sendingAt() : connected;
    boolean due =
        now.isAfter(last.plus(SessionSteps.CONNECT_EVERY))
            && now.isAfter(watch.connectTriedAt.plus(CONNECT_AGAIN));
    if (!due) {
      return;
    }
    watch.connectTriedAt = now;
    try {
      check.connectNow(watch);
      sessions
          .update(watch.tenant, watch.sessionId, session -> session.connected(now))
          .ifPresent(session -> watch.session = session);
    } catch (LakegateException e) {
      // No reason not to read its results.
      LOG.log(Level.FINE, "Session " + watch.sessionId + " cannot be kept alive", e);
    }
  }

  private boolean isCancelDue(Watch watch) {
    return watch.active.cancelRequestedAt() != null
        && watch.active.cancelSentAt() == null
        && clock.instant().isAfter(watch.cancelTriedAt.plus(CANCEL_AGAIN));
  }

  /** A cancel that does not get through is tried again, and keeps nobody from reading a result. */
  private void cancel(Watch watch) {
    Instant now = clock.instant();
    watch.cancelTriedAt = now;
    String id = watch.active.getRemoteId();
    check.requireLease(watch);
    try {
      check.asking(
          watch,
          backend -> {
            backend.cancel(watch.session.getRemoteId(), id);
            return true;
          });
      notes.update(watch, statement -> statement.cancelSent(now));
    } catch (LakegateException e) {
      check.replaceToken(watch, e);
      // It may have gone since it was looked at: look again, whatever the answer says.
      watch.sessionCheckedAt = Instant.EPOCH;
      notes.remark(watch, "It could not be cancelled yet: " + e.getMessage());
    }
  }

  private Duration notFound(Watch watch) {
    watch.notFound++;
    if (watch.notFound < MAX_NOT_FOUND) {
      return Duration.ofMillis(50L * watch.notFound);
    }
    if (check.isGone(watch)) {
      return null;
    }
    notes.lose(watch, "The backend no longer holds this statement; Livy keeps the last 100.");
    return Duration.ZERO;
  }

  private Duration found(Watch watch, RemoteStatement remote) {
    if (!isOurs(watch.active, remote)) {
      if (check.isGone(watch)) {
        return null;
      }
      notes.lose(watch, "The backend shows other code under this statement's id.");
      return Duration.ZERO;
    }
    return switch (remote.state()) {
      case ENDED -> result(watch, remote);
      case CANCELLED -> cancelled(watch, remote);
      case WAITING, RUNNING -> {
        silence.over(watch);
        yield progress(watch, remote);
      }
    };
  }

  /** A backend returns the code as it was sent; white space is left to its taste. */
  static boolean isOurs(Statement statement, RemoteStatement remote) {
    return remote.code() == null
        || remote.code().replaceAll("\\s+", "").equals(statement.getCode().replaceAll("\\s+", ""));
  }

  private Duration result(Watch watch, RemoteStatement remote) {
    if (remote.output() == null) {
      watch.nullOutputs++;
      if (watch.nullOutputs <= MAX_NULL_OUTPUTS) {
        return Duration.ofMillis(5L * watch.nullOutputs);
      }
      notes.lose(watch, "The backend says it ended but gives no output.");
      return Duration.ZERO;
    }
    // The result of a stranger's session with the same id and code is not ours either.
    Optional<RemoteSession> session =
        check.asking(watch, backend -> backend.find(watch.session.getRemoteId()));
    boolean strangers =
        session.isPresent() && !watch.session.getRemoteName().equals(session.get().name());
    if (strangers) {
      check.lost(watch);
      return null;
    }
    watch.sessionCheckedAt = clock.instant();
    notes.store(watch, StatementState.AVAILABLE, remote.output(), remote, null);
    silence.reset(watch);
    return Duration.ZERO;
  }

  /**
   * A backend may say so although the code has not stopped. While it has not, the session stays
   * busy; when it has, its output is filled in.
   */
  private Duration cancelled(Watch watch, RemoteStatement remote) {
    Optional<RemoteStatement> last = Optional.of(remote);
    String why = null;
    if (remote.output() == null) {
      Optional<RemoteSession> own = check.findOwn(watch);
      if (own.isEmpty()) {
        check.lost(watch);
        return null;
      }
      // A statement that was never begun does not make its session busy.
      boolean began = watch.active.getStartedAt() != null || remote.started() != null;
      boolean busy = began && SessionState.ofRemote(own.get().state()) == SessionState.BUSY;
      if (busy && isWaitedFor(watch)) {
        silence.over(watch);
        notes.remark(watch, STILL_RUNNING + silence.offer(watch));
        return Pace.dense(Duration.between(watch.active.sendingAt(), clock.instant()));
      }
      why = busy ? STILL_RUNNING : null;
      last = busy ? last : find(watch);
    }
    RemoteOutput output = last.map(RemoteStatement::output).orElse(null);
    if (output != null && "ok".equals(output.status())) {
      why = "It was asked to stop, but its code ran to its end; its output is kept.";
    }
    notes.store(watch, StatementState.CANCELLED, output, last.orElse(remote), why);
    silence.reset(watch);
    return Duration.ZERO;
  }

  private boolean isWaitedFor(Watch watch) {
    Instant asked = watch.active.cancelRequestedAt();
    Instant since = asked == null ? watch.active.sendingAt() : asked;
    return clock.instant().isBefore(since.plus(CANCEL_HEEDED_WITHIN));
  }

  private Duration progress(Watch watch, RemoteStatement remote) {
    Instant now = clock.instant();
    Duration elapsed = Duration.between(watch.active.sendingAt(), now);
    boolean queued = remote.state() == RemoteStatement.State.WAITING;
    if (!queued && watch.active.getStartedAt() == null) {
      notes.started(watch);
    } else if (queued && elapsed.compareTo(QUEUED_LONG) > 0) {
      notes.queued(watch);
    }
    boolean news = Math.abs(remote.progress() - watch.active.getProgress()) >= 0.01;
    if (news && now.isAfter(watch.progressStoredAt.plus(PROGRESS_STORED_EVERY))) {
      watch.progressStoredAt = now;
      notes.update(watch, statement -> statement.progressed(remote.progress()));
    }
    Instant asked = watch.active.cancelSentAt();
    if (asked != null && now.isAfter(asked.plus(CANCEL_AGAIN))) {
      notes.remark(watch, STILL_RUNNING + silence.offer(watch));
    }
    return Pace.dense(elapsed);
  }

  /**
   * Before a session is deleted: stores the result of what has just ended in it. Whatever comes of
   * it, the session is to be deleted; so nothing gets out of here, and not much time goes by.
   *
   * @return whether it has looked, which it does once
   */
  boolean lastLook(Watch watch) {
    Statement statement = watch.active;
    boolean nothingToSee = statement == null || statement.getRemoteId() == null;
    if (nothingToSee || watch.lookedBeforeStop) {
      return false;
    }
    watch.lookedBeforeStop = true;
    try {
      quick(check.backend(watch))
          .findStatement(watch.session.getRemoteId(), statement.getRemoteId())
          .filter(remote -> isOurs(statement, remote) && remote.output() != null)
          .filter(remote -> remote.state() == RemoteStatement.State.ENDED)
          .ifPresent(
              remote ->
                  notes.store(watch, StatementState.AVAILABLE, remote.output(), remote, null));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.INFO, "Statement " + statement.getId() + " has no result to be kept", e);
    }
    return true;
  }

  private static Backend quick(Backend backend) {
    return backend.access().requestTimeout().compareTo(LAST_LOOK) <= 0
        ? backend
        : backend.within(LAST_LOOK);
  }
}
