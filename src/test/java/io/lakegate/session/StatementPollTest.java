package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RemoteStatement;
import io.lakegate.backend.RowLimit;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivyOutput;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.client.livy.LivyStatement;
import io.lakegate.output.OutputCut;
import io.lakegate.output.OutputLimits;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Reach;
import io.lakegate.session.FaultyLivy.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer about a statement that was sent is taken for. */
class StatementPollTest extends RepositoryTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final String MAY_STILL_RUN =
      "It was asked to stop; its code may still be running at the backend.";

  private Ledger ledger;
  private FaultyLivy livy;
  private UUID session;
  private Statement statement;

  @BeforeEach
  void aStatementThatRuns() {
    ledger = new Ledger(database, ACME);
    livy = new FaultyLivy(ledger.livy);
    ledger.talkWith(livy);
    session = ledger.running();
    statement = now();
    ledger.livy.calls.clear();
    ledger.told.clear();
  }

  private Statement now() {
    return statement == null
        ? ledger.statements.listUnended(ACME, session, 1).get(0)
        : ledger.statement(statement.getId());
  }

  private void says(String code, String state, LivyOutput output, double progress, Long started) {
    ledger
        .livy
        .only()
        .statements
        .set(0, new LivyStatement("0", code, state, output, progress, started, null));
  }

  private void says(String state, LivyOutput output) {
    says("1+1", state, output, 0, 1000L);
  }

  private void says(double progress) {
    says("1+1", "running", null, progress, 1000L);
  }

  private void cancel() {
    ledger.statements.update(
        ACME, statement.getId(), found -> found.requestCancel(ledger.clock.instant()));
  }

  private Optional<String> output() {
    return ledger.statements.findOutput(ACME, Reach.all(), statement.getId());
  }

  @Nested
  class Its_progress {
    @Test
    void is_stored_every_half_second_and_those_who_watch_are_told() {
      says(0.25);
      ledger.step(session);
      assertThat(now().getProgress()).isEqualTo(0.25);
      assertThat(ledger.told).containsExactly(session);

      says(0.5);
      ledger.clock.passes(Duration.ofMillis(500));
      ledger.step(session);
      assertThat(now().getProgress()).isEqualTo(0.25);

      ledger.clock.passes(MOMENT);
      Watch watch = ledger.watch(session);
      ledger.step(session);
      assertThat(now().getProgress()).isEqualTo(0.5);
      assertThat(watch.active.getProgress()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.01", "0.0099, 0"})
    void is_news_from_one_per_cent_on(double said, double stored) {
      says(said);

      ledger.step(session);

      assertThat(now().getProgress()).isEqualTo(stored);
    }

    @Test
    void may_go_back() {
      says(0.5);
      ledger.step(session);
      says(0.25);
      ledger.clock.passes(Duration.ofSeconds(1));

      ledger.step(session);

      assertThat(now().getProgress()).isEqualTo(0.25);
    }

    @Test
    void that_stays_the_same_is_no_news() {
      says(0.5);
      ledger.step(session);
      ledger.clock.passes(Duration.ofSeconds(1));
      ledger.told.clear();

      ledger.step(session);

      assertThat(ledger.told).isEmpty();
    }
  }

  @Nested
  class Code_that_the_backend_queues {
    private void waits() {
      says("1+1", "waiting", null, 0, null);
    }

    @Test
    void for_two_seconds_is_shown_as_running_as_before() {
      waits();
      ledger.clock.passes(Duration.ofSeconds(2));

      ledger.step(session);

      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
    }

    @Test
    void for_longer_is_shown_as_waiting_until_it_runs() {
      waits();
      ledger.clock.passes(Duration.ofSeconds(2).plus(MOMENT));
      ledger.step(session);
      assertThat(now().getState()).isEqualTo(StatementState.WAITING);
      assertThat(now().getMessage()).contains("The backend has it");
      ledger.told.clear();
      ledger.step(session);
      assertThat(ledger.told).isEmpty();

      says(0);
      ledger.step(session);

      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
      assertThat(now().getStartedAt()).isEqualTo(ledger.clock.instant());
      assertThat(now().getMessage()).isNull();
    }

    @Test
    void and_runs_now_proves_that_nothing_else_runs_there() {
      waits();
      ledger.clock.passes(Duration.ofSeconds(3));
      ledger.step(session);
      ledger.sessions.update(ACME, session, found -> found.leftRunning(true));
      says(0);
      Watch watch = ledger.watch(session);
      assertThat(watch.session.isLeftRunning()).isTrue();

      ledger.step(session);

      assertThat(ledger.session(session).isLeftRunning()).isFalse();
      assertThat(watch.session.isLeftRunning()).isFalse();
    }
  }

  @Nested
  class Code_that_was_asked_to_stop {
    /** The backend took the cancel just now. */
    private void isAskedToStop() {
      cancel();
      ledger.statements.update(
          ACME, statement.getId(), found -> found.cancelSent(ledger.clock.instant()));
    }

    @Test
    void and_goes_on_for_more_than_five_seconds_is_said_to_go_on() {
      isAskedToStop();
      ledger.clock.passes(Duration.ofSeconds(5));
      ledger.step(session);
      assertThat(now().getMessage()).isNull();

      ledger.clock.passes(MOMENT);
      ledger.step(session);

      assertThat(now().getMessage()).isEqualTo(MAY_STILL_RUN);
      assertThat(now().getState()).isEqualTo(StatementState.CANCELLING);
    }

    @Test
    void is_not_asked_again() {
      cancel();
      ledger.livy.only().state = "busy";
      ledger.step(session);
      says(0);

      ledger.steps(session, 30);

      assertThat(ledger.livy.calls).containsOnlyOnce("cancel");
      assertThat(now().cancelSentAt()).isNotNull();
    }

    @Test
    void and_could_not_be_asked_says_so_and_is_asked_again_after_five_seconds() {
      livy.fail(Call.CANCEL, LivyProblems::serverError);
      cancel();
      ledger.step(session);
      assertThat(now().getMessage())
          .startsWith("It could not be cancelled yet: ")
          .contains("Internal error");
      livy.heal();

      ledger.clock.passes(Duration.ofSeconds(5));
      ledger.step(session);
      assertThat(ledger.livy.calls).doesNotContain("cancel");
      ledger.clock.passes(MOMENT);
      ledger.step(session);

      assertThat(ledger.livy.calls).containsOnlyOnce("cancel");
    }

    @Test
    void and_could_not_be_asked_is_looked_for_at_once() {
      livy.fail(Call.CANCEL, LivyProblems::serverError);
      cancel();

      ledger.step(session);

      assertThat(ledger.livy.calls).containsExactly("find id", "find id", "statement");
    }

    @Test
    void and_whose_session_is_still_busy_is_waited_for_one_hour() {
      cancel();
      says("cancelled", null);
      ledger.livy.only().state = "busy";
      ledger.clock.passes(Duration.ofMinutes(60).minus(MOMENT));
      assertThat(ledger.step(session)).isPositive();
      assertThat(now().getState()).isEqualTo(StatementState.CANCELLING);
      assertThat(now().getMessage()).startsWith(MAY_STILL_RUN);

      ledger.clock.passes(MOMENT);

      assertThat(ledger.step(session)).isZero();
      assertThat(now().getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(now().getMessage()).isEqualTo(MAY_STILL_RUN);
    }

    @Test
    void by_somebody_else_is_waited_for_one_hour_after_it_was_sent() {
      says("cancelled", null);
      ledger.livy.only().state = "busy";
      ledger.clock.passes(Duration.ofMinutes(60).minus(MOMENT));
      ledger.step(session);
      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);

      ledger.clock.passes(MOMENT);
      ledger.step(session);

      assertThat(now().getState()).isEqualTo(StatementState.CANCELLED);
    }

    @Test
    void and_whose_session_is_still_busy_is_readable_again() {
      livy.fail(Call.STATEMENT, LivyProblems::noAnswer, false, 1);
      ledger.step(session);
      assertThat(now().unreadSince()).isNotNull();
      says("cancelled", null);
      ledger.livy.only().state = "busy";

      ledger.step(session);

      assertThat(now().unreadSince()).isNull();
    }

    @Test
    void and_whose_session_is_free_ends_with_the_output_that_came_meanwhile() {
      isAskedToStop();
      says("cancelled", null);
      ledger.livy.onFind(
          () ->
              says(
                  "cancelled",
                  new LivyOutput("error", 0, null, "KeyboardInterrupt", "", List.of())));

      assertThat(ledger.step(session)).isZero();

      assertThat(now().getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(now().getMessage()).isNull();
      assertThat(output()).hasValueSatisfying(o -> assertThat(o).contains("KeyboardInterrupt"));
    }

    @Test
    void and_ran_to_its_end_says_so_and_keeps_its_output() {
      isAskedToStop();
      says("cancelled", FakeLivy.ok("slept"));
      Watch watch = ledger.watch(session);
      watch.failures = 3;
      watch.unread = 3;

      assertThat(ledger.step(session)).isZero();

      assertThat(now().getMessage()).contains("ran to its end");
      assertThat(output()).hasValueSatisfying(o -> assertThat(o).contains("slept"));
      assertThat(watch.failures).isZero();
      assertThat(watch.unread).isZero();
    }

    @Test
    void and_whose_session_is_gone_is_lost_with_it() {
      says("cancelled", null);
      Watch watch = ledger.watch(session);
      watch.sessionCheckedAt = ledger.clock.instant();
      ledger.livy.only().name = "somebody-elses";

      assertThat(ledger.step(session)).isNull();

      assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
      assertThat(now().getState()).isEqualTo(StatementState.LOST);
    }

    @Test
    void before_it_ran_does_not_make_its_session_busy() {
      ledger.statements.update(ACME, statement.getId(), found -> found.queued("It waits."));
      ledger.livy.only().state = "busy";
      says("1+1", "cancelled", null, 0, null);

      ledger.step(session);

      assertThat(now().getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(now().getMessage()).isNull();
    }

    @Test
    void just_as_it_began_to_run_may_still_run() {
      ledger.statements.update(ACME, statement.getId(), found -> found.queued("It waits."));
      ledger.livy.only().state = "busy";
      says("cancelled", null);

      ledger.step(session);

      assertThat(now().getState()).isEqualTo(StatementState.WAITING);
      assertThat(now().getMessage()).isEqualTo(MAY_STILL_RUN);
    }
  }

  @Nested
  class An_answer_without_a_result {
    @Test
    void is_asked_for_again_twenty_times_and_then_lost() {
      says("available", null);
      for (int asked = 1; asked <= 20; asked++) {
        assertThat(ledger.step(session)).isEqualTo(Duration.ofMillis(5L * asked));
      }

      assertThat(ledger.step(session)).isZero();

      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage()).contains("gives no output");
    }

    @Test
    void that_does_not_know_the_statement_is_asked_for_nine_times_and_then_lost() {
      ledger.livy.only().statements.clear();
      for (int asked = 1; asked <= 9; asked++) {
        assertThat(ledger.step(session)).isEqualTo(Duration.ofMillis(50L * asked));
      }
      ledger.livy.calls.clear();

      assertThat(ledger.step(session)).isZero();

      assertThat(ledger.livy.calls).containsExactly("statement", "find id");
      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage()).contains("no longer holds this statement");
    }

    @Test
    void that_does_not_know_the_statement_may_mean_that_the_session_is_gone() {
      Watch watch = ledger.watch(session);
      watch.notFound = 9;
      watch.sessionCheckedAt = ledger.clock.instant();
      ledger.livy.restart();

      assertThat(ledger.step(session)).isNull();

      assertThat(ledger.session(session).isEnded()).isTrue();
    }

    @Test
    void in_words_that_nobody_knows_is_progress() {
      says(null, null);

      assertThat(ledger.step(session)).isPositive();

      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
    }
  }

  @Nested
  class Other_code_under_its_id {
    @BeforeEach
    void showsOtherCode() {
      says("2+2", "available", FakeLivy.ok("4"), 1, 1000L);
    }

    @Test
    void is_not_taken_for_it() {
      Watch watch = ledger.watch(session);

      assertThat(ledger.step(session)).isZero();

      assertThat(watch.readAt).isNull();
      assertThat(ledger.told).containsExactly(session);
      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage()).contains("shows other code");
      assertThat(output()).isEmpty();
    }

    @Test
    void may_mean_that_its_session_is_gone() {
      ledger.livy.only().name = "somebody-elses";
      ledger.watch(session).sessionCheckedAt = ledger.clock.instant();

      assertThat(ledger.step(session)).isNull();

      assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
    }

    @Test
    void proves_nothing_while_its_session_cannot_be_asked_about() {
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(ledger.step(session)).isEqualTo(Duration.ofMillis(500));

      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
      assertThat(now().unreadSince()).isEqualTo(ledger.clock.instant());
      assertThat(ledger.session(session).unreachableSince()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1+1", " 1 +\n1"})
  void code_is_recognised_whatever_a_server_does_to_white_space(String shown) {
    says(shown, "available", FakeLivy.ok("2"), 1, 1000L);

    ledger.step(session);

    assertThat(now().getOutcome()).isEqualTo(Statement.Outcome.OK);
  }

  private static RemoteStatement shown(String code) {
    return new RemoteStatement("0", code, RemoteStatement.State.ENDED, null, 0, 1L, 2L);
  }

  @Test
  void code_that_a_server_does_not_show_is_ours() {
    assertThat(StatementStep.isOurs(statement, shown(null))).isTrue();
    assertThat(StatementStep.isOurs(statement, shown("2"))).isFalse();
  }

  @Nested
  class A_result {
    @Test
    void begins_the_next_one_anew_and_nothing_that_failed_before_counts() {
      ledger.livy.finish(ledger.livy.only(), 0, "2");
      Watch watch = ledger.watch(session);
      watch.failures = 3;
      watch.unread = 3;
      watch.notFound = 3;

      assertThat(ledger.step(session)).isZero();

      assertThat(watch.failures).isZero();
      assertThat(watch.unread).isZero();
      assertThat(watch.notFound).isZero();
      assertThat(watch.readAt).isNull();
      assertThat(watch.sessionCheckedAt).isEqualTo(ledger.clock.instant());
      assertThat(ledger.told).containsExactly(session);
    }

    @Test
    void that_says_that_the_code_failed_is_kept_as_an_error() {
      says("available", new LivyOutput("error", 0, null, "NameError", "x", List.of()));

      ledger.step(session);

      assertThat(now().getState()).isEqualTo(StatementState.AVAILABLE);
      assertThat(now().getOutcome()).isEqualTo(Statement.Outcome.ERROR);
    }

    @Test
    void of_a_strangers_session_with_our_ids_ends_ours() {
      ledger.livy.finish(ledger.livy.only(), 0, "not ours");
      ledger.livy.only().name = "somebody-elses";
      ledger.watch(session).sessionCheckedAt = ledger.clock.instant();

      assertThat(ledger.step(session)).isNull();

      assertThat(output()).isEmpty();
      assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
    }

    @Test
    void that_cannot_be_taken_over_is_asked_for_for_a_minute_and_then_lost() {
      ledger.livy.finish(ledger.livy.only(), 0, "2");
      ledger.cutting(
          new OutputLimits() {
            @Override
            public OutputCut cut(String launchRequest, RowLimit usual, RemoteOutput output) {
              throw new ArithmeticException("for the test");
            }
          });
      assertThat(ledger.step(session)).isEqualTo(Duration.ofMillis(500));
      assertThat(now().getMessage()).contains("cannot take it over (ArithmeticException)");
      assertThat(now().failingSince()).isEqualTo(ledger.clock.instant());

      ledger.clock.passes(Duration.ofSeconds(60));

      assertThat(ledger.step(session)).isZero();
      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage()).contains("its result cannot be had", "ArithmeticException");
    }
  }

  @Nested
  class A_session_with_code_that_runs_for_long {
    @Test
    void is_kept_alive_after_twenty_five_minutes() {
      ledger.clock.passes(SessionSteps.CONNECT_EVERY);
      ledger.step(session);
      assertThat(ledger.livy.calls).doesNotContain("connect");

      ledger.clock.passes(Duration.ofSeconds(6));
      Watch watch = ledger.watch(session);
      ledger.step(session);

      assertThat(ledger.livy.calls).containsOnlyOnce("connect");
      assertThat(ledger.session(session).connectedAt()).isEqualTo(ledger.clock.instant());
      assertThat(watch.session.connectedAt()).isEqualTo(ledger.clock.instant());
    }

    @Test
    void is_kept_alive_again_twenty_five_minutes_later() {
      ledger.sessions.update(
          ACME, session, found -> found.connected(ledger.clock.instant().plusSeconds(600)));
      ledger.clock.passes(SessionSteps.CONNECT_EVERY.plusSeconds(600));
      ledger.step(session);
      assertThat(ledger.livy.calls).doesNotContain("connect");

      ledger.clock.passes(Duration.ofSeconds(6));
      ledger.step(session);

      assertThat(ledger.livy.calls).contains("connect");
    }

    @Test
    void that_does_not_take_it_is_asked_once_a_minute_and_its_result_is_read() {
      livy.fail(Call.CONNECT, LivyProblems::serverError, true, 9);
      ledger.clock.passes(SessionSteps.CONNECT_EVERY.plus(MOMENT));
      ledger.step(session);
      ledger.clock.passes(Duration.ofMinutes(1));
      ledger.step(session);
      assertThat(ledger.livy.calls).containsOnlyOnce("connect");

      ledger.clock.passes(Duration.ofSeconds(6));
      ledger.livy.finish(ledger.livy.only(), 0, "2");
      ledger.step(session);

      assertThat(ledger.livy.calls).filteredOn("connect"::equals).hasSize(2);
      assertThat(now().getOutcome()).isEqualTo(Statement.Outcome.OK);
      assertThat(ledger.session(session).connectedAt()).isNull();
    }

    @Test
    void is_looked_at_every_five_seconds() {
      Watch watch = ledger.watch(session);
      watch.sessionCheckedAt = ledger.clock.instant();
      ledger.clock.passes(Duration.ofSeconds(5));
      ledger.step(session);
      assertThat(ledger.livy.calls).containsExactly("statement");

      ledger.clock.passes(MOMENT);
      ledger.step(session);

      assertThat(ledger.livy.calls).containsExactly("statement", "find id", "statement");
    }

    @Test
    void that_cannot_be_looked_at_is_asked_again_later() {
      ledger.clock.passes(Duration.ofSeconds(6));
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(ledger.step(session)).isEqualTo(Duration.ofMillis(500));

      assertThat(now().unreadSince()).isEqualTo(ledger.clock.instant());
      assertThat(ledger.livy.calls).isEmpty();
    }
  }

  @Nested
  class The_last_look_before_a_stop {
    @Test
    void keeps_a_result_that_is_there() {
      ledger.livy.finish(ledger.livy.only(), 0, "2");

      assertThat(ledger.lastLook(session)).isTrue();

      assertThat(now().getOutcome()).isEqualTo(Statement.Outcome.OK);
    }

    @Test
    void is_taken_once() {
      assertThat(ledger.lastLook(session)).isTrue();
      assertThat(ledger.lastLook(session)).isFalse();

      assertThat(ledger.livy.calls).containsExactly("statement");
    }

    @Test
    void takes_nothing_for_a_result_that_is_none_of_ours() {
      for (LivyStatement shown :
          List.of(
              new LivyStatement("0", "2+2", "available", FakeLivy.ok("4"), 1, 1L, 2L),
              new LivyStatement("0", "1+1", "available", null, 1, 1L, 2L),
              new LivyStatement("0", "1+1", "cancelled", FakeLivy.ok("2"), 1, 1L, 2L))) {
        ledger.livy.only().statements.set(0, shown);
        ledger.watch(session).lookedBeforeStop = false;

        assertThat(ledger.lastLook(session)).isTrue();

        assertThat(now().getState()).as(shown.toString()).isEqualTo(StatementState.RUNNING);
      }
    }

    @Test
    void is_not_taken_where_nothing_was_sent() {
      UUID idle = ledger.launch();

      assertThat(ledger.lastLook(idle)).isFalse();
      ledger.submit(idle, "waits");
      assertThat(ledger.lastLook(idle)).isFalse();

      assertThat(ledger.livy.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60, 20", "20, 20", "5, 5"})
    void takes_twenty_seconds_at_most(long patience, long seconds) {
      List<Duration> asked = new ArrayList<>();
      ledger.opening = person -> Ledger.ANYBODY.within(Duration.ofSeconds(patience));
      ledger.talkWith(
          new FakeLivy() {
            @Override
            public Optional<LivyStatement> findStatement(
                LivyEndpoint endpoint, String sessionId, String id) {
              asked.add(endpoint.requestTimeout());
              return Optional.empty();
            }
          });
      ledger.watch(session).backend = null;

      ledger.lastLook(session);

      assertThat(asked).containsExactly(Duration.ofSeconds(seconds));
    }
  }
}
