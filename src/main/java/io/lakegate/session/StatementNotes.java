package io.lakegate.session;

import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RemoteStatement;
import io.lakegate.backend.RowLimit;
import io.lakegate.output.OutputCut;
import io.lakegate.output.OutputLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** Writes down what is learned about the statement a session is at. */
@ApplicationScoped
class StatementNotes {
  private static final String QUEUED =
      "The backend has it and begins with it when what runs there before has ended.";

  @Inject StatementRepository statements;
  @Inject SessionRepository sessions;
  @Inject SessionChanges changes;
  @Inject OutputLimits limits;
  @Inject Clock clock;

  void accept(Watch watch, RemoteStatement remote) {
    boolean runs = remote.state() != RemoteStatement.State.WAITING;
    statements
        .accepted(watch.tenant, watch.active.getId(), remote.id(), runs, clock.instant())
        .ifPresent(statement -> watch.active = statement);
    watch.failures = 0;
    changes.changed(watch.tenant, watch.sessionId);
  }

  /** The backend has begun with what it had queued, so nothing else runs there. */
  void started(Watch watch) {
    Instant now = clock.instant();
    update(watch, statement -> statement.started(now));
    sessions
        .update(watch.tenant, watch.sessionId, session -> session.leftRunning(false))
        .ifPresent(session -> watch.session = session);
  }

  /** Something of which Lakegate need not know runs there first. */
  void queued(Watch watch) {
    if (watch.active.getStartedAt() != null || !QUEUED.equals(watch.active.getMessage())) {
      update(watch, statement -> statement.queued(QUEUED));
    }
  }

  /**
   * Records that nothing was sent under this node's mark. A mark that another node has made since
   * is left alone.
   */
  void notSent(Watch watch, String why) {
    Mark mark = Mark.of(watch.active);
    update(
        watch,
        statement -> {
          if (Mark.of(statement).equals(mark)) {
            statement.notSent(why);
          }
        });
  }

  /** A sentence for who waits; written only when it is another one. */
  void remark(Watch watch, String remark) {
    if (!Objects.equals(watch.active.getMessage(), remark)) {
      update(watch, statement -> statement.remark(remark));
    }
  }

  void store(
      Watch watch, StatementState ended, RemoteOutput output, RemoteStatement remote, String why) {
    Instant now = clock.instant();
    OutputCut cut = output == null ? null : cut(watch, output);
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
          statement.end(ended, outcome, why, now);
          if (remote != null) {
            statement.times(remote.started(), remote.completed());
          }
        });
    done(watch);
  }

  private OutputCut cut(Watch watch, RemoteOutput output) {
    RowLimit limit = watch.backend == null ? null : watch.backend.rowLimit().orElse(null);
    return limits.cut(watch.session.getLaunchRequest(), limit, output);
  }

  void lose(Watch watch, String why) {
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

  void update(Watch watch, Consumer<Statement> change) {
    statements
        .update(watch.tenant, watch.active.getId(), change)
        .ifPresent(statement -> watch.active = statement);
    changes.changed(watch.tenant, watch.sessionId);
  }
}
