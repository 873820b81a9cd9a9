package io.lakegate.session;

import io.lakegate.backend.BackendFailure;
import io.lakegate.backend.BackendFailure.Verdict;
import io.lakegate.backend.BackendProblem;
import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RemoteSession;
import io.lakegate.backend.RemoteStatement;
import io.lakegate.ledger.LeaseLost;
import io.lakegate.ledger.Node;
import io.lakegate.ledger.Pace;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends a statement, at most once. It is sent again only when nothing was written, or when the
 * backend itself said that it did not take it; every other answer leaves a doubt, in which its code
 * is looked for and never sent.
 */
@ApplicationScoped
class StatementSending {
  /** A statement that was absent for this long, while its backend could be asked, will not come. */
  private static final Duration RESOLVED_WITHIN = Duration.ofSeconds(10);

  /** Refusals in a row, about a minute of them, by a session that is said to be ready. */
  private static final int MAX_REFUSALS = 10;

  private static final Duration NOT_READY = Duration.ofMillis(250);
  private static final int MAX_PROBES = 100;
  private static final String HELD_UP = "Lakegate was held up before it was sent.";

  @Inject StatementRepository statements;
  @Inject StatementNotes notes;
  @Inject StatementSilence silence;
  @Inject SessionCheck check;
  @Inject Clock clock;

  Duration begin(Watch watch) {
    Optional<Statement> sending =
        statements.beginSending(watch.tenant, watch.active.getId(), Node.ID, clock.instant());
    if (sending.isEmpty()) {
      // Cancelled, or taken over by another node.
      watch.readAt = null;
      return Duration.ofMillis(50);
    }
    watch.active = sending.get();
    watch.lease.confirm(clock.instant());
    watch.toSend = Mark.of(watch.active);
    return send(watch);
  }

  /** The only place that submits code, and only right after the row said so. */
  Duration send(Watch watch) {
    try {
      if (!isReady(watch)) {
        return watch.session.isEnded() ? null : NOT_READY;
      }
      // After a slow look the token may have to be fetched anew: before the lease is looked at.
      check.backend(watch);
      check.requireLease(watch);
    } catch (LakegateException e) {
      // A question that got no answer has sent nothing.
      notSent(watch, e.getMessage());
      return check.unreachable(watch, e);
    } catch (LeaseLost e) {
      return heldUp(watch);
    }
    // From here on this node cannot know by itself that nothing was sent.
    watch.toSend = null;
    return submit(watch);
  }

  private void notSent(Watch watch, String why) {
    notes.notSent(watch, why);
    watch.toSend = null;
  }

  /** Should the database fail right now, this node still knows that nothing was sent. */
  private void notTaken(Watch watch, LakegateException problem) {
    watch.toSend = Mark.of(watch.active);
    notSent(watch, problem.getMessage());
  }

  /** This node slept through its lease; it alone could have sent it, and it has not. */
  private Duration heldUp(Watch watch) {
    notSent(watch, HELD_UP);
    watch.readAt = null;
    return Duration.ZERO;
  }

  /** Looks at the session right before code goes into it; what it sees there is stored. */
  private boolean isReady(Watch watch) {
    Optional<RemoteSession> own = check.findOwn(watch);
    SessionState state = own.map(found -> SessionState.ofRemote(found.state())).orElse(null);
    boolean ready =
        state == SessionState.IDLE || state == SessionState.BUSY || state == SessionState.UNKNOWN;
    if (!ready) {
      notSent(watch, null);
      check.found(watch, own);
    }
    return ready;
  }

  private Duration submit(Watch watch) {
    Statement statement = watch.active;
    RemoteStatement accepted;
    try {
      accepted =
          check.asking(
              watch,
              backend ->
                  backend.submit(
                      watch.session.getRemoteId(), statement.getCode(), statement.getKind()));
    } catch (LakegateException e) {
      return notAccepted(watch, e);
    }
    notes.accept(watch, accepted);
    return Pace.FIRST;
  }

  private Duration notAccepted(Watch watch, LakegateException problem) {
    if (BackendProblem.is(problem, BackendFailure::isAmbiguous)) {
      return inDoubt(watch, problem.getMessage());
    }
    if (SessionCheck.isSignInNeeded(problem)) {
      notTaken(watch, problem);
      return check.unreachable(watch, problem);
    }
    watch.refusals += BackendProblem.is(problem, BackendFailure::isAnswered) ? 1 : 0;
    Verdict verdict = BackendProblem.failure(problem).map(BackendFailure::verdict).orElse(null);
    if (verdict == Verdict.REFUSED || watch.refusals >= MAX_REFUSALS) {
      refused(watch, problem);
      return Duration.ZERO;
    }
    check.replaceToken(watch, problem);
    watch.failures++;
    notTaken(watch, problem);
    if (verdict == Verdict.GONE || verdict == Verdict.NOT_DONE) {
      // The backend says that the session is gone, or in no state to take code: see for ourselves.
      check.step(watch);
      if (watch.session.isEnded()) {
        return null;
      }
    }
    return Duration.ofMillis(250L << Math.min(Math.max(watch.refusals, watch.failures), 5));
  }

  private Duration inDoubt(Watch watch, String why) {
    Instant now = clock.instant();
    watch.absentSince = null;
    notes.update(watch, statement -> statement.ambiguous(why, now));
    return Duration.ofMillis(100);
  }

  /** The backend understood and would not: the reason is the result. */
  private void refused(Watch watch, LakegateException problem) {
    RemoteOutput output =
        new RemoteOutput("error", null, null, "Refused", problem.getMessage(), List.of());
    notes.store(watch, StatementState.AVAILABLE, output, null, null);
  }

  /**
   * A request without a clear answer: looks for our code under the ids above the last known one.
   * One by one, because the list carries every output of the session and hangs on a huge one.
   */
  Duration resolve(Watch watch) {
    Statement statement = watch.active;
    try {
      if (check.isGone(watch)) {
        return null;
      }
    } catch (LakegateException e) {
      watch.absentSince = null;
      return silence.unaskable(watch, e);
    }
    try {
      long id = statement.knownRemoteId();
      for (int probe = 0; probe < MAX_PROBES; probe++) {
        id++;
        Optional<RemoteStatement> found = find(watch, String.valueOf(id));
        if (found.isEmpty()) {
          break;
        }
        if (StatementStep.isOurs(statement, found.get())) {
          notes.accept(watch, found.get());
          return Duration.ZERO;
        }
      }
    } catch (LakegateException e) {
      watch.absentSince = null;
      return silence.unreadable(watch, e);
    }
    silence.over(watch);
    return absent(watch);
  }

  private Optional<RemoteStatement> find(Watch watch, String id) {
    return check.asking(watch, backend -> backend.findStatement(watch.session.getRemoteId(), id));
  }

  /** Time counts only while the backend can be asked: a server that is frozen may still have it. */
  private Duration absent(Watch watch) {
    Instant now = clock.instant();
    Statement statement = watch.active;
    if (watch.absentSince == null) {
      watch.absentSince = now;
    }
    if (statement.ambiguousSince() == null) {
      notes.update(
          watch, found -> found.ambiguous("Lakegate stopped while this was being sent.", now));
      return Duration.ofMillis(250);
    }
    if (now.isAfter(watch.absentSince.plus(RESOLVED_WITHIN))) {
      notes.lose(
          watch,
          "It is not known to have run: the backend does not list it, and Lakegate does not send"
              + " twice what may have arrived. "
              + (statement.getMessage() == null ? "" : statement.getMessage()));
      return Duration.ZERO;
    }
    return Duration.ofMillis(500);
  }
}
