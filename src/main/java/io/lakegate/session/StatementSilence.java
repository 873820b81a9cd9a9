package io.lakegate.session;

import io.lakegate.backend.BackendFailure.Verdict;
import io.lakegate.backend.BackendProblem;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Decides what to do when a backend cannot tell about a statement that was sent. An error that
 * stays while the session answers is a fact about the statement, and ends it. Silence proves
 * nothing, however long it lasts, because a driver may pause: Lakegate goes on asking until
 * somebody gives the statement up.
 */
@ApplicationScoped
class StatementSilence {
  private static final Logger LOG = Logger.getLogger(StatementSilence.class.getName());

  /** An error that is still the answer after this long will stay. */
  static final Duration PERMANENT_AFTER = Duration.ofSeconds(60);

  /** Maximum consecutive immediate retries with a fresh token. */
  private static final int MAX_TOKEN_RETRIES = 3;

  @Inject SessionCheck check;
  @Inject StatementNotes notes;
  @Inject Clock clock;

  /** The statement was asked about, and what came is no answer to that. */
  Duration unreadable(Watch watch, LakegateException problem) {
    if (BackendProblem.is(problem, failure -> failure.verdict() == Verdict.TOO_LARGE)) {
      notes.lose(
          watch,
          "It ran, but its output is larger than Lakegate can take over. Print less, or write the"
              + " result to a table or file.");
      return Duration.ZERO;
    }
    watch.unread++;
    if (check.replaceToken(watch, problem) && watch.unread <= MAX_TOKEN_RETRIES) {
      return SessionCheck.MIN_INTERVAL;
    }
    if (SessionCheck.isSignInNeeded(problem)) {
      return unaskable(watch, problem);
    }
    try {
      if (check.isGone(watch)) {
        return null;
      }
    } catch (LakegateException e) {
      return unaskable(watch, e);
    }
    return BackendProblem.is(problem, failure -> !failure.isPassing())
        ? failing(watch, SessionCheck.sentence(problem))
        : silent(watch, problem);
  }

  /** An answer came, and this node cannot take it over: whatever it throws must end, too. */
  Duration indigestible(Watch watch, Throwable problem) {
    LOG.log(Level.WARNING, "Statement " + watch.active.getId() + " cannot be taken over", problem);
    watch.unread++;
    return failing(
        watch, "Lakegate cannot take it over (" + problem.getClass().getSimpleName() + ").");
  }

  /** Neither the statement nor its session can be asked about: nothing is known. */
  Duration unaskable(Watch watch, LakegateException problem) {
    note(watch, false, watch.active.getMessage());
    return check.unreachable(watch, problem);
  }

  private Duration silent(Watch watch, LakegateException problem) {
    String sentence =
        "The session answers, but its driver does not answer for this statement: "
            + SessionCheck.sentence(problem)
            + " Its code may still be running; Lakegate goes on asking.";
    boolean failing = watch.active.failingSince() != null;
    note(watch, failing, sentence + offer(watch));
    return rest(watch);
  }

  private Duration failing(Watch watch, String reason) {
    Instant since = watch.active.failingSince();
    if (since != null && !clock.instant().isBefore(since.plus(PERMANENT_AFTER))) {
      notes.lose(watch, lost(watch, reason));
      return Duration.ZERO;
    }
    note(
        watch,
        true,
        "The session answers, but not for this statement: "
            + reason
            + " Lakegate asks for a minute before it gives up.");
    return rest(watch);
  }

  private static String lost(Watch watch, String reason) {
    String next =
        " If the next statement ends like this too, stop the session and launch another one.";
    return watch.active.getRemoteId() == null
        ? "Nobody can say whether it ran: for a minute the session answered, but not for its"
            + " statements. "
            + reason
            + next
        : "It was sent, but its result cannot be had: for a minute the session answered, but not"
            + " for this statement. "
            + reason
            + next;
  }

  /** A sentence for the page, as soon as it shows the button. */
  String offer(Watch watch) {
    return watch.active.isGiveUpOffered(clock.instant()) ? " You can give up on it." : "";
  }

  private void note(Watch watch, boolean failing, String sentence) {
    Statement statement = watch.active;
    boolean news =
        statement.unreadSince() == null
            || failing != (statement.failingSince() != null)
            || !Objects.equals(sentence, statement.getMessage());
    if (news) {
      Instant now = clock.instant();
      notes.update(watch, found -> found.unreadable(failing, sentence, now));
    }
  }

  /** Short enough to stay with the session. */
  private static Duration rest(Watch watch) {
    return Duration.ofMillis(250L << Math.min(watch.unread, 5));
  }

  void reset(Watch watch) {
    watch.failures = 0;
    watch.unread = 0;
    watch.notFound = 0;
  }

  /** The statement was read. */
  void over(Watch watch) {
    reset(watch);
    if (watch.active.unreadSince() != null) {
      notes.update(
          watch,
          statement -> {
            statement.readable();
            statement.remark(null);
          });
    }
  }
}
