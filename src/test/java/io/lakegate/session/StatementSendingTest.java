package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Reach;
import io.lakegate.session.FaultyLivy.Call;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a statement is sent, when it is sent again, and what is said while nobody knows. */
class StatementSendingTest extends RepositoryTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final String JSON = "application/json";

  private Ledger ledger;
  private FaultyLivy livy;
  private UUID session;
  private Statement statement;

  @BeforeEach
  void aStatementThatIsToBeSent() {
    ledger = new Ledger(database, ACME);
    livy = new FaultyLivy(ledger.livy);
    ledger.talkWith(livy);
    session = ledger.ready();
    submit("1+1");
    ledger.livy.calls.clear();
    ledger.told.clear();
  }

  private void submit(String code) {
    statement = ledger.submit(session, code);
    ledger.sendNow(session, statement);
  }

  private Statement now() {
    return ledger.statement(statement.getId());
  }

  private Duration step() {
    return ledger.step(session);
  }

  private void answer(int status, String words) {
    livy.fail(Call.SUBMIT, () -> LivyProblems.answered(status, JSON, words), false, 1);
  }

  private void assertWaits(String message) {
    assertThat(now().getState()).isEqualTo(StatementState.WAITING);
    assertThat(now().isSent()).isFalse();
    assertThat(now().getMessage()).contains(message);
    assertThat(ledger.livy.submitted).isEmpty();
  }

  @Test
  void one_that_is_marked_as_being_sent_is_sent_and_asked_about_at_once() {
    assertThat(step()).isEqualTo(Duration.ofMillis(2));

    assertThat(ledger.livy.submitted).containsExactly("1+1");
    assertThat(now().getRemoteId()).isEqualTo("0");
    assertThat(ledger.told).containsExactly(session);
  }

  @Test
  void one_that_the_backend_queues_behind_code_that_was_given_up_waits() {
    ledger.sessions.update(ACME, session, found -> found.leftRunning(true));
    ledger.livy.queueing = true;
    Watch watch = ledger.watch(session);

    step();

    assertThat(now().getState()).isEqualTo(StatementState.WAITING);
    assertThat(watch.active.getRemoteId()).isEqualTo("0");
  }

  @Test
  void one_that_waits_is_marked_and_sent_in_one_step() {
    ledger.statements.update(ACME, statement.getId(), found -> found.notSent("for the test"));

    assertThat(step()).isEqualTo(Duration.ofMillis(2));

    assertThat(now().sendAttempts()).isEqualTo(2);
    assertThat(ledger.livy.submitted).containsExactly("1+1");
  }

  @Test
  void one_that_was_cancelled_meanwhile_is_not_sent_and_the_rows_are_read_again() {
    ledger.statements.update(ACME, statement.getId(), found -> found.notSent("for the test"));
    Watch watch = ledger.watch(session);
    ledger.statements.update(
        ACME, statement.getId(), found -> found.requestCancel(ledger.clock.instant()));

    assertThat(ledger.begin(watch)).isEqualTo(Duration.ofMillis(50));

    assertThat(watch.readAt).isNull();
    assertThat(ledger.livy.calls).isEmpty();
  }

  @Nested
  class The_look_before_it_is_sent {
    @Test
    void that_gets_no_answer_leaves_it_waiting_with_the_reason() {
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      assertWaits("gave no complete answer");
      assertThat(ledger.session(session).unreachableSince()).isNotNull();
    }

    @Test
    void that_shows_a_session_not_ready_leaves_it_waiting() {
      ledger.livy.only().state = "starting";

      assertThat(step()).isEqualTo(Duration.ofMillis(250));

      assertThat(now().isSent()).isFalse();
      assertThat(ledger.session(session).getState()).isEqualTo(SessionState.STARTING);
    }

    @Test
    void that_shows_no_session_ends_it() {
      ledger.livy.restart();

      assertThat(step()).isNull();

      assertThat(ledger.livy.calls).doesNotContain("submit");
      assertThat(now().getState()).isEqualTo(StatementState.CANCELLED);
    }
  }

  @Nested
  class A_refusal_of_Livys_own {
    @Test
    void for_good_is_its_result() {
      answer(400, "{\"msg\":\"Unsupported kind\"}");

      assertThat(step()).isZero();

      assertThat(now().getState()).isEqualTo(StatementState.AVAILABLE);
      assertThat(now().getOutcome()).isEqualTo(Statement.Outcome.ERROR);
      assertThat(ledger.statements.findOutput(ACME, Reach.all(), statement.getId()))
          .hasValueSatisfying(said -> assertThat(said).contains("Refused", "Unsupported kind"));
      assertThat(ledger.livy.calls).containsExactly("find id");
    }

    @Test
    void of_a_session_that_starts_again_is_followed_by_a_look_and_it_is_sent_later() {
      answer(500, "\"Session is in state starting\"");

      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      assertWaits("Session is in state starting");
      assertThat(ledger.livy.calls).containsExactly("find id", "find id");
      assertThat(step()).isEqualTo(Duration.ofMillis(2));
      assertThat(ledger.livy.submitted).containsExactly("1+1");
    }

    @Test
    void of_a_session_that_it_does_not_know_is_followed_by_a_look() {
      answer(404, "{\"msg\":\"Session '0' not found.\"}");

      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      assertWaits("not found");
      assertThat(ledger.livy.calls).containsExactly("find id", "find id");
    }

    @Test
    void of_a_session_that_is_gone_ends_it() {
      livy.fail(
          Call.SUBMIT,
          () -> {
            ledger.livy.restart();
            return LivyProblems.answered(404, JSON, "{\"msg\":\"Session '0' not found.\"}");
          },
          false,
          1);

      assertThat(step()).isNull();

      assertThat(now().getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(ledger.session(session).isEnded()).isTrue();
    }

    @Test
    void ten_times_in_a_row_is_its_result() {
      livy.fail(
          Call.SUBMIT, () -> LivyProblems.answered(500, JSON, "\"Session is in state starting\""));
      for (int refused = 1; refused <= 9; refused++) {
        Duration rest = Duration.ofMillis(250L << Math.min(refused, 5));
        assertThat(step()).as("rest after refusal %d", refused).isEqualTo(rest);
        assertWaits("Session is in state starting");
      }

      assertThat(step()).isZero();

      assertThat(now().getOutcome()).isEqualTo(Statement.Outcome.ERROR);
    }
  }

  @Nested
  class A_request_that_was_never_written {
    @Test
    void is_sent_again_more_and_more_slowly_and_however_often() {
      livy.fail(Call.SUBMIT, LivyProblems::notSent);
      for (int failed = 1; failed <= 12; failed++) {
        Duration rest = Duration.ofMillis(250L << Math.min(failed, 5));
        assertThat(step()).as("rest after failure %d", failed).isEqualTo(rest);
        assertWaits("could not be reached");
      }
      livy.heal();

      step();

      assertThat(ledger.livy.submitted).containsExactly("1+1");
    }

    @Test
    void for_want_of_a_sign_in_waits_for_it() {
      ledger.signInExpires();

      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      assertWaits("sign in again");
      assertThat(ledger.session(session).getSignInExpiredSince()).isNotNull();
    }

    @Test
    void for_want_of_a_token_is_sent_again_with_another_one() {
      boolean[] replaced = {false};
      ledger.replacing = (asked, problem) -> replaced[0] = true;
      livy.fail(
          Call.SUBMIT, () -> LivyProblems.answered(401, "text/html", "<html></html>"), false, 1);

      step();

      assertThat(replaced[0]).isTrue();
      assertThat(ledger.livy.calls).containsExactly("find id");
      step();
      assertThat(ledger.livy.submitted).containsExactly("1+1");
    }
  }

  @Nested
  class A_request_without_a_clear_answer {
    private void isSentAndLost() {
      livy.fail(Call.SUBMIT, LivyProblems::noAnswer, false, 1);
      assertThat(step()).isEqualTo(Duration.ofMillis(100));
      livy.heal();
    }

    @Test
    void is_in_doubt_since_then_and_says_why() {
      isSentAndLost();

      assertThat(now().ambiguousSince()).isEqualTo(ledger.clock.instant());
      assertThat(now().getMessage()).contains("finds out what became of the request");
      assertThat(now().isSent()).isTrue();
    }

    @Test
    void is_looked_for_for_ten_seconds() {
      isSentAndLost();
      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      ledger.clock.passes(Duration.ofSeconds(10));
      assertThat(step()).isEqualTo(Duration.ofMillis(500));
      ledger.clock.passes(MOMENT);
      assertThat(step()).isZero();

      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage())
          .contains("not known to have run", "does not send twice", "gave no complete answer");
      assertThat(ledger.livy.submitted).isEmpty();
    }

    @Test
    void that_arrived_is_found_under_the_next_ids() {
      for (int id = 0; id < 3; id++) {
        ledger.livy.othersStatement("other " + id);
      }
      livy.fail(Call.SUBMIT, LivyProblems::noAnswer, true, 1);
      step();
      livy.heal();

      assertThat(step()).isZero();

      assertThat(now().getRemoteId()).isEqualTo("3");
      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
    }

    @Test
    void of_a_node_that_died_is_in_doubt_from_the_first_look_on() {
      ledger.crash();

      assertThat(step()).isEqualTo(Duration.ofMillis(250));

      assertThat(now().ambiguousSince()).isEqualTo(ledger.clock.instant());
      assertThat(now().getMessage()).contains("Lakegate stopped while this was being sent");
    }

    @Test
    void ends_with_its_session() {
      isSentAndLost();
      ledger.livy.restart();

      assertThat(step()).isNull();

      assertThat(ledger.session(session).isEnded()).isTrue();
    }

    @Test
    void that_cannot_be_looked_for_says_so_until_it_can() {
      isSentAndLost();
      livy.fail(Call.STATEMENT, LivyProblems::noAnswer, false, 1);

      assertThat(step()).isEqualTo(Duration.ofMillis(500));
      assertThat(now().unreadSince()).isEqualTo(ledger.clock.instant());
      assertThat(now().getMessage()).contains("its driver does not answer");

      step();
      assertThat(now().unreadSince()).isNull();
    }

    @Test
    void in_a_session_that_cannot_be_asked_about_is_unread() {
      isSentAndLost();
      step();
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      assertThat(now().unreadSince()).isNotNull();
      assertThat(ledger.watch(session).absentSince).isNull();
    }

    @ParameterizedTest
    @CsvSource({"99, RUNNING", "100, WAITING"})
    void is_looked_for_under_a_hundred_ids(int others, StatementState state) {
      isSentAndLost();
      for (int id = 0; id < others; id++) {
        ledger.livy.othersStatement("other");
      }
      ledger.livy.othersStatement("1+1");

      step();

      assertThat(now().getState()).isEqualTo(state);
    }
  }
}
