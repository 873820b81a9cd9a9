package io.lakegate.session;

import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyOutput;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivyStatement;
import io.lakegate.client.livy.LivyStatementRequest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings the oldest unended statement of a session one step further: sends it, finds out what
 * became of it, reads its progress, stores its result.
 */
@ApplicationScoped
class StatementStep {
  /** Absent from the backend for this long after a request without an answer: it is lost. */
  private static final Duration RESOLVED_WITHIN = Duration.ofSeconds(10);

  private static final int MOST_ATTEMPTS = 3;
  private static final int MOST_PROBES = 100;

  /** Livy now and then says available before the output is there; the next answer has it. */
  private static final int MOST_NULL_OUTPUTS = 20;

  private static final int MOST_NOT_FOUND = 10;
  private static final int MOST_TIMEOUTS = 3;
  private static final Duration PROGRESS_STORED_EVERY = Duration.ofMillis(500);
  private static final Duration SESSION_CHECKED_EVERY = Duration.ofSeconds(5);

  @Inject LivyClient livy;
  @Inject StatementRepository statements;
  @Inject SessionRepository sessions;
  @Inject SessionChanges changes;
  @Inject SessionCheck check;
  @Inject OutputLimits limits;
  @Inject Clock clock;

  Duration step(Watch watch) {
    Statement statement = watch.active;
    try {
      if (!statement.isSent()) {
        return begin(watch);
      }
      if (statement.getRemoteId() != null) {
        return poll(watch);
      }
      return statement.getId().equals(watch.toSend) ? send(watch) : resolve(watch);
    } catch (LakegateException e) {
      return check.unreachable(watch, e);
    }
  }

  private Duration begin(Watch watch) {
    Optional<Statement> sending =
        statements.beginSending(watch.tenant, watch.active.getId(), Node.ID, clock.instant());
    if (sending.isEmpty()) {
      // Cancelled, or taken over by another node.
      watch.readAt = null;
      return Duration.ofMillis(50);
    }
    watch.active = sending.get();
    watch.toSend = watch.active.getId();
    return send(watch);
  }

  /** The only place that submits code, and only right after the row said so. */
  private Duration send(Watch watch) {
    Statement statement = watch.active;
    watch.toSend = null;
    watch.answeredWithError = false;
    if (!clock.instant().isBefore(watch.leasedUntil)) {
      // This node slept through its lease; whoever has it now finds out that nothing was sent.
      return Duration.ZERO;
    }
    try {
      Optional<LivySession> ours = check.ours(watch);
      if (ours.isEmpty()) {
        notSent(watch, "The session was gone before this was sent.");
        check.lost(watch);
        return null;
      }
      LivyStatement accepted =
          livy.submitStatement(
              check.endpoint(watch),
              watch.session.getRemoteId(),
              new LivyStatementRequest(statement.getCode(), statement.getKind()));
      accept(watch, accepted.id());
      return StatementPace.FIRST;
    } catch (LakegateException e) {
      return notAccepted(watch, e);
    }
  }

  private void accept(Watch watch, String remoteId) {
    statements
        .accepted(watch.tenant, watch.active.getId(), remoteId, clock.instant())
        .ifPresent(statement -> watch.active = statement);
    watch.failures = 0;
    changes.changed(watch.tenant, watch.sessionId);
  }

  private Duration notAccepted(Watch watch, LakegateException problem) {
    if (problem.code() == ErrorCode.LIVY_REFUSED) {
      refused(watch, problem);
      return Duration.ZERO;
    }
    boolean provablyNot = !LivyClient.isAmbiguous(problem);
    if (SessionCheck.isSignInNeeded(problem)) {
      notSent(watch, problem.getMessage());
      return check.unreachable(watch, problem);
    }
    if (provablyNot) {
      check.replaceToken(watch, problem);
      watch.failures++;
      notSent(watch, problem.getMessage());
      return check.backOff(watch, problem);
    }
    watch.answeredWithError = LivyClient.status(problem).isPresent();
    Instant now = clock.instant();
    update(watch, statement -> statement.ambiguous(problem.getMessage(), now));
    return Duration.ofMillis(100);
  }

  /** Livy understood and would not: the reason is the result. */
  private void refused(Watch watch, LakegateException problem) {
    LivyOutput output =
        new LivyOutput("error", null, null, "Refused", problem.getMessage(), List.of());
    store(watch, StatementState.AVAILABLE, output, null);
  }

  private void notSent(Watch watch, String why) {
    update(watch, statement -> statement.notSent(why));
  }

  /**
   * A request without a clear answer: looks for our code under the ids above the last known one.
   * One by one, because the list carries every output of the session and hangs on a huge one.
   */
  private Duration resolve(Watch watch) {
    Statement statement = watch.active;
    if (check.ours(watch).isEmpty()) {
      check.lost(watch);
      return null;
    }
    long id = statement.knownRemoteId();
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      id++;
      Optional<LivyStatement> found =
          livy.findStatement(
              check.endpoint(watch), watch.session.getRemoteId(), String.valueOf(id));
      if (found.isEmpty()) {
        break;
      }
      if (isOurs(statement, found.get())) {
        accept(watch, found.get().id());
        return Duration.ZERO;
      }
    }
    return absent(watch);
  }

  private Duration absent(Watch watch) {
    Instant now = clock.instant();
    Statement statement = watch.active;
    if (watch.answeredWithError && statement.sendAttempts() < MOST_ATTEMPTS) {
      // The backend answered with an error and does not have it: it waits to be sent again.
      notSent(watch, statement.getMessage());
      return Duration.ofMillis(500);
    }
    if (statement.ambiguousSince() == null) {
      update(watch, found -> found.ambiguous("Lakegate stopped while this was being sent.", now));
      return Duration.ofMillis(250);
    }
    if (watch.answeredWithError || now.isAfter(statement.ambiguousSince().plus(RESOLVED_WITHIN))) {
      lose(
          watch,
          "It is not known to have run: the backend does not list it, and Lakegate does not send"
              + " twice what may have arrived. "
              + statement.getMessage());
      return Duration.ZERO;
    }
    return Duration.ofMillis(500);
  }

  private Duration poll(Watch watch) {
    Statement statement = watch.active;
    if (statement.cancelRequestedAt() != null && statement.cancelSentAt() == null) {
      cancel(watch);
    }
    if (clock.instant().isAfter(watch.sessionCheckedAt.plus(SESSION_CHECKED_EVERY))) {
      Duration ended = checkSession(watch);
      if (watch.session.isEnded()) {
        return ended;
      }
    }
    Optional<LivyStatement> found;
    try {
      found =
          livy.findStatement(
              check.endpoint(watch), watch.session.getRemoteId(), statement.getRemoteId());
    } catch (LakegateException e) {
      return unreadable(watch, e);
    }
    watch.failures = 0;
    watch.timeouts = 0;
    if (found.isEmpty()) {
      return notFound(watch);
    }
    if (!isOurs(statement, found.get())) {
      return stranger(watch);
    }
    return read(watch, found.get());
  }

  private Duration checkSession(Watch watch) {
    Optional<LivySession> ours = check.ours(watch);
    if (ours.isEmpty()) {
      check.lost(watch);
      return null;
    }
    keepAlive(watch);
    SessionState state = SessionState.ofRemote(ours.get().state());
    boolean news = state == SessionState.ENDED || !watch.session.isReady();
    return news ? check.step(watch) : Duration.ZERO;
  }

  /** Livy counts a busy session as inactive too (timeout-check.skip-busy is off by default). */
  private void keepAlive(Watch watch) {
    Instant now = clock.instant();
    Instant connected = watch.session.connectedAt();
    Instant last = connected == null ? watch.active.sendingAt() : connected;
    if (now.isAfter(last.plus(SessionSteps.CONNECT_EVERY))) {
      livy.connect(check.endpoint(watch), watch.session.getRemoteId());
      sessions
          .update(watch.tenant, watch.sessionId, session -> session.connected(now))
          .ifPresent(session -> watch.session = session);
    }
  }

  private void cancel(Watch watch) {
    livy.cancelStatement(
        check.endpoint(watch), watch.session.getRemoteId(), watch.active.getRemoteId());
    Instant now = clock.instant();
    update(watch, statement -> statement.cancelSent(now));
  }

  private Duration unreadable(Watch watch, LakegateException problem) {
    if (problem.code() == ErrorCode.LIVY_ANSWER_TOO_LARGE) {
      lose(watch, "It ran, but its output is larger than the backend can hand over.");
      return Duration.ZERO;
    }
    boolean silent = problem.code() == ErrorCode.LIVY_NO_ANSWER;
    watch.timeouts += silent ? 1 : 0;
    if (watch.timeouts >= MOST_TIMEOUTS && check.ours(watch).isPresent()) {
      // Livy hangs on an output beyond 50 MiB while the rest of the session works (observed).
      lose(watch, "The session answers, but not for this statement: its output is too large.");
      return Duration.ZERO;
    }
    return check.unreachable(watch, problem);
  }

  private Duration notFound(Watch watch) {
    watch.notFound++;
    if (watch.notFound < MOST_NOT_FOUND) {
      return Duration.ofMillis(50L * watch.notFound);
    }
    if (check.ours(watch).isEmpty()) {
      check.lost(watch);
      return null;
    }
    lose(watch, "The backend no longer holds this statement; Livy keeps the last 100.");
    return Duration.ZERO;
  }

  private Duration stranger(Watch watch) {
    if (check.ours(watch).isEmpty()) {
      check.lost(watch);
      return null;
    }
    lose(watch, "The backend shows other code under this statement's id.");
    return Duration.ZERO;
  }

  /** Livy returns the code as it was sent; white space is left to servers' taste. */
  private static boolean isOurs(Statement statement, LivyStatement remote) {
    return remote.code() == null
        || remote.code().replaceAll("\\s+", "").equals(statement.getCode().replaceAll("\\s+", ""));
  }

  private Duration read(Watch watch, LivyStatement remote) {
    String state = remote.state() == null ? "" : remote.state().toLowerCase(Locale.ROOT);
    return switch (state) {
      case "available", "error" -> result(watch, remote);
      case "cancelled" -> {
        store(watch, StatementState.CANCELLED, remote.output(), remote);
        yield Duration.ZERO;
      }
      default -> progress(watch, remote);
    };
  }

  private Duration result(Watch watch, LivyStatement remote) {
    if (remote.output() == null) {
      watch.nullOutputs++;
      if (watch.nullOutputs <= MOST_NULL_OUTPUTS) {
        return Duration.ofMillis(5L * watch.nullOutputs);
      }
      lose(watch, "The backend says it ended but gives no output.");
      return Duration.ZERO;
    }
    // The result of a stranger's session with the same id and code is not ours either.
    Optional<LivySession> session =
        livy.findSession(check.endpoint(watch), watch.session.getRemoteId());
    boolean strangers =
        session.isPresent() && !watch.session.getRemoteName().equals(session.get().name());
    if (strangers) {
      check.lost(watch);
      return null;
    }
    watch.sessionCheckedAt = clock.instant();
    store(watch, StatementState.AVAILABLE, remote.output(), remote);
    return Duration.ZERO;
  }

  private void store(Watch watch, StatementState ended, LivyOutput output, LivyStatement remote) {
    Instant now = clock.instant();
    OutputCut cut = output == null ? null : limits.cut(watch.session, output);
    boolean failed = output != null && !"ok".equals(output.status());
    Statement.Outcome outcome =
        ended == StatementState.CANCELLED
            ? null
            : failed ? Statement.Outcome.ERROR : Statement.Outcome.OK;
    statements.complete(
        watch.tenant,
        watch.active.getId(),
        cut,
        now,
        statement -> {
          statement.end(ended, outcome, null, now);
          if (remote != null) {
            statement.times(remote.started(), remote.completed());
          }
        });
    done(watch);
  }

  private void lose(Watch watch, String why) {
    Instant now = clock.instant();
    statements.complete(
        watch.tenant,
        watch.active.getId(),
        null,
        now,
        statement -> statement.end(StatementState.LOST, null, why, now));
    done(watch);
  }

  private void done(Watch watch) {
    watch.readAt = null;
    changes.changed(watch.tenant, watch.sessionId);
  }

  private Duration progress(Watch watch, LivyStatement remote) {
    Instant now = clock.instant();
    boolean news = Math.abs(remote.progress() - watch.active.getProgress()) >= 0.01;
    if (news && now.isAfter(watch.progressStoredAt.plus(PROGRESS_STORED_EVERY))) {
      watch.progressStoredAt = now;
      update(watch, statement -> statement.progressed(remote.progress()));
    }
    return StatementPace.rest(Duration.between(watch.active.sendingAt(), now));
  }

  /** Before a session is deleted: stores the result of what has just ended in it. */
  void lastLook(Watch watch) {
    Statement statement = watch.active;
    if (statement == null || statement.getRemoteId() == null) {
      return;
    }
    livy.findStatement(check.endpoint(watch), watch.session.getRemoteId(), statement.getRemoteId())
        .filter(remote -> isOurs(statement, remote) && remote.output() != null)
        .filter(remote -> "available".equalsIgnoreCase(remote.state()))
        .ifPresent(remote -> store(watch, StatementState.AVAILABLE, remote.output(), remote));
  }

  private void update(Watch watch, Consumer<Statement> change) {
    statements
        .update(watch.tenant, watch.active.getId(), change)
        .ifPresent(statement -> watch.active = statement);
    changes.changed(watch.tenant, watch.sessionId);
  }
}
