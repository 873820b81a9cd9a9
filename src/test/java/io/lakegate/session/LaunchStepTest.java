package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Intent before effect: whatever gets lost, one launch is at most one session at its backend. */
class LaunchStepTest extends RepositoryTest {
  private Ledger ledger;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
  }

  @Test
  void a_launch_is_asked_for_once_and_becomes_ready() {
    UUID id = ledger.ready();

    Session session = ledger.session(id);
    assertThat(session.getState()).isEqualTo(SessionState.IDLE);
    assertThat(session.getRemoteId()).isEqualTo("0");
    assertThat(session.getReadyAt()).isNotNull();
    assertThat(ledger.livy.only().name).isEqualTo(session.getRemoteName());
  }

  @Test
  void a_crash_before_the_request_was_sent_is_made_good_after_the_restart() {
    UUID id = ledger.launch();
    ledger.crash();

    ledger.steps(id, 2);

    assertThat(ledger.livy.sessions).hasSize(1);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.STARTING);
  }

  @Test
  void an_attempt_written_down_whose_request_never_left_is_asked_for_by_name_and_sent_again() {
    UUID id = ledger.launch();
    ledger.sessions.update(ACME, id, session -> session.attempt(ledger.clock.instant()));
    ledger.crash();

    ledger.steps(id, 2);

    assertThat(ledger.livy.calls).startsWith("find name", "create");
    assertThat(ledger.livy.sessions).hasSize(1);
  }

  @Test
  void a_session_created_by_a_request_whose_answer_was_lost_is_adopted() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.ANSWER_LOST);

    ledger.steps(id, 3);

    assertThat(ledger.livy.sessions).hasSize(1);
    assertThat(ledger.session(id).getRemoteId()).isEqualTo("0");
    assertThat(ledger.livy.calls).containsOnlyOnce("create");
  }

  @Test
  void a_request_lost_on_its_way_is_sent_again_under_the_same_name() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.REQUEST_LOST);

    ledger.steps(id, 3);

    assertThat(ledger.livy.only().name).isEqualTo(ledger.session(id).getRemoteName());
  }

  @Test
  void a_refusal_of_the_doubled_name_means_the_first_one_came_through() {
    UUID id = ledger.launch();
    ledger.livy.stranger(ledger.session(id).getRemoteName());

    ledger.steps(id, 2);

    assertThat(ledger.livy.sessions).hasSize(1);
    assertThat(ledger.session(id).getRemoteId()).isEqualTo("0");
  }

  @Test
  void a_backend_that_cannot_be_reached_is_tried_again_and_then_given_up_without_doubt() {
    UUID id = ledger.launch();
    for (int i = 0; i < 200; i++) {
      ledger.livy.faults.add(FakeLivy.Fault.UNREACHABLE);
    }

    ledger.steps(id, 200);

    Session session = ledger.session(id);
    assertThat(session.getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(session.getMessage()).contains("could not be reached").doesNotContain("may cost");
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void a_backend_that_never_answers_ends_the_launch_with_its_possible_cost_said() {
    UUID id = ledger.launch();
    for (int i = 0; i < 200; i++) {
      ledger.livy.faults.add(FakeLivy.Fault.REQUEST_LOST);
    }

    ledger.steps(id, 200);

    Session session = ledger.session(id);
    assertThat(session.getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(session.getMessage()).contains("may cost");
  }

  @Test
  void a_session_that_dies_while_starting_says_so_and_is_deleted_there() {
    UUID id = ledger.launch();
    ledger.step(id);
    ledger.livy.only().state = "dead";

    ledger.steps(id, 2);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void startup_statements_run_before_what_a_person_submits() {
    UUID id = ledger.launch("import a", "import b");
    ledger.step(id);
    Statement first = ledger.submit(id, "1+1");
    ledger.livy.only().state = "idle";
    for (int number = 0; number < 3; number++) {
      ledger.steps(id, 4);
      ledger.livy.finish(ledger.livy.only(), number, "ok");
    }
    ledger.steps(id, 4);

    assertThat(ledger.livy.submitted).containsExactly("import a", "import b", "1+1");
    assertThat(ledger.statement(first.getId()).getOutcome()).isEqualTo(Statement.Outcome.OK);
  }

  @Test
  void an_unknown_state_is_not_the_end_of_a_session() {
    UUID id = ledger.launch();
    ledger.step(id);
    ledger.livy.only().state = "hibernating";
    ledger.steps(id, 2);

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.UNKNOWN);

    ledger.livy.only().state = "idle";
    ledger.steps(id, 2);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.IDLE);
  }

  @Test
  void a_backend_out_of_reach_for_a_minute_makes_the_state_unknown_and_not_ended() {
    UUID id = ledger.ready();
    ledger.clock.passes(Duration.ofMinutes(6));
    for (int i = 0; i < 12; i++) {
      ledger.livy.faults.add(FakeLivy.Fault.UNREACHABLE);
    }

    ledger.steps(id, 12);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.UNKNOWN);

    ledger.steps(id, 2);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.IDLE);
  }

  private Duration launchedWhileOpeningFails(UUID id, ErrorCode code) {
    ledger.opening =
        person -> {
          throw new LakegateException(code, "for the test");
        };
    return ledger.step(id);
  }

  @ParameterizedTest
  @EnumSource(names = {"BACKEND_TOKEN_LATER", "PROVIDER_UNREACHABLE"})
  void a_provider_that_has_no_token_just_now_is_asked_again(ErrorCode code) {
    UUID id = ledger.launch();

    assertThat(launchedWhileOpeningFails(id, code)).isEqualTo(Duration.ofMillis(500));

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.LAUNCHING);
    ledger.clock.passes(Duration.ofMinutes(5).plusMillis(1));
    assertThat(ledger.step(id)).isNull();
    assertThat(ledger.session(id).getMessage()).doesNotContain("may cost");
  }

  @Test
  void a_backend_that_cannot_be_opened_at_all_ends_the_launch_with_the_reason() {
    UUID id = ledger.launch();

    assertThat(launchedWhileOpeningFails(id, ErrorCode.HOST_NOT_ALLOWED)).isNull();

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(ledger.session(id).getAttemptedAt()).isNull();
    assertThat(ledger.livy.calls).isEmpty();
  }

  @Test
  void a_provider_that_has_no_token_after_an_attempt_in_doubt_leaves_the_doubt() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.REQUEST_LOST);
    ledger.step(id);
    ledger.clock.passes(Duration.ofMinutes(6));
    ledger.livy.onFind(
        () -> {
          ledger.clock.passes(Duration.ofSeconds(6));
          ledger.opening =
              person -> {
                throw new LakegateException(ErrorCode.BACKEND_TOKEN_LATER, "for the test");
              };
        });

    assertThat(ledger.step(id)).isNull();

    assertThat(ledger.session(id).getMessage()).contains("may cost");
  }

  @Test
  void a_launch_that_is_accepted_is_looked_at_at_once_and_everybody_is_told() {
    UUID id = ledger.launch();
    Watch watch = ledger.watch(id);

    assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(20));

    assertThat(watch.session.getState()).isEqualTo(SessionState.STARTING);
    assertThat(ledger.session(id).getCheckedAt()).isEqualTo(ledger.clock.instant());
    assertThat(ledger.told).contains(id);
  }

  @Test
  void a_launch_that_is_found_again_is_what_the_backend_says_unless_it_has_died() {
    for (String state : List.of("idle", "dead")) {
      UUID id = ledger.launch();
      ledger.livy.faults.add(FakeLivy.Fault.ANSWER_LOST);
      assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(500));
      ledger.livy.sessions.values().forEach(found -> found.state = state);

      assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(20));

      assertThat(ledger.session(id).getState())
          .isEqualTo(state.equals("idle") ? SessionState.IDLE : SessionState.STARTING);
      ledger.livy.restart();
    }
  }

  @Nested
  class A_gateway_that_refuses_the_request {
    private FaultyLivy livy;
    private UUID id;

    @BeforeEach
    void refuses() {
      livy = new FaultyLivy(ledger.livy);
      ledger.talkWith(livy);
      id = ledger.launch();
      refuses(false);
    }

    private void refuses(boolean done) {
      livy.fail(
          FaultyLivy.Call.CREATE,
          () -> LivyProblems.answered(403, "text/html", "<html><title>No way</title></html>"),
          done,
          1);
    }

    @Test
    void and_let_it_pass_all_the_same_has_started_the_session() {
      refuses(true);

      assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(20));

      assertThat(ledger.session(id).getRemoteId()).isEqualTo("0");
    }

    @Test
    void and_did_not_let_it_pass_ends_the_launch_without_doubt() {
      assertThat(ledger.step(id)).isNull();

      assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
      assertThat(ledger.session(id).getMessage())
          .contains("refused the credentials")
          .doesNotContain("may cost");
    }

    @Test
    void and_answers_no_question_ends_the_launch_in_doubt() {
      livy.fail(FaultyLivy.Call.SESSION, () -> LivyProblems.answered(403, "text/html", ""));

      assertThat(ledger.step(id)).isNull();

      assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
      assertThat(ledger.session(id).getMessage())
          .contains("refused the credentials", "if it did, it may cost");
    }

    @Test
    void and_then_is_silent_is_asked_again() {
      livy.fail(FaultyLivy.Call.SESSION, LivyProblems::noAnswer, false, 1);

      assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(500));

      assertThat(ledger.session(id).getState()).isEqualTo(SessionState.LAUNCHING);
    }

    @Test
    void is_asked_again_with_another_token() {
      ledger.replacing = (asked, problem) -> true;

      assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(500));

      assertThat(ledger.session(id).getState()).isEqualTo(SessionState.LAUNCHING);
      ledger.steps(id, 2);
      assertThat(ledger.session(id).getRemoteId()).isEqualTo("0");
    }
  }
}
