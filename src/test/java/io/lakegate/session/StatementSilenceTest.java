package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.session.FaultyLivy.Call;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done and said while a backend cannot tell about a statement that was sent. */
class StatementSilenceTest extends RepositoryTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

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
    statement = ledger.statements.listUnended(ACME, session, 1).get(0);
  }

  private Statement now() {
    return ledger.statement(statement.getId());
  }

  private Duration step() {
    return ledger.step(session);
  }

  private void failing(Supplier<? extends Throwable> problem) {
    livy.fail(Call.STATEMENT, problem);
  }

  @Test
  void an_output_that_is_too_large_is_lost_at_once() {
    failing(LivyProblems::tooLarge);

    assertThat(step()).isZero();

    assertThat(now().getState()).isEqualTo(StatementState.LOST);
    assertThat(now().getMessage()).contains("its output is larger than Lakegate can take over");
  }

  @Nested
  class An_error_while_the_session_answers {
    @BeforeEach
    void fails() {
      failing(LivyProblems::serverError);
    }

    @Test
    void is_asked_about_again_for_a_minute_and_then_ends_it() {
      assertThat(step()).isEqualTo(Duration.ofMillis(500));
      assertThat(now().failingSince()).isEqualTo(ledger.clock.instant());
      assertThat(now().getMessage())
          .startsWith("The session answers, but not for this statement: ")
          .contains("Internal error.", "asks for a minute");
      ledger.clock.passes(Duration.ofSeconds(60).minus(MOMENT));
      assertThat(step()).isEqualTo(Duration.ofSeconds(1));
      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);

      ledger.clock.passes(MOMENT);

      assertThat(step()).isZero();
      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage())
          .startsWith("It was sent, but its result cannot be had")
          .contains("Internal error.", "stop the session");
    }

    @Test
    void is_asked_about_more_and_more_slowly() {
      for (int asked = 1; asked <= 7; asked++) {
        assertThat(step()).isEqualTo(Duration.ofMillis(250L << Math.min(asked, 5)));
      }
    }

    @Test
    void is_written_down_once_while_it_stays_the_same() {
      step();
      int before = now().getVersion();

      step();
      assertThat(now().getVersion()).isEqualTo(before);
      failing(() -> LivyProblems.answered(500, "application/json", "\"Another one\""));
      step();

      assertThat(now().getVersion()).isGreaterThan(before);
      assertThat(now().getMessage()).contains("Another one");
    }

    @Test
    void counts_anew_after_silence() {
      step();
      failing(LivyProblems::noAnswer);
      ledger.step(session);
      assertThat(now().failingSince()).isNotNull();
      livy.fail(Call.SESSION, LivyProblems::noAnswer);
      step();
      assertThat(now().failingSince()).isNull();
      livy.heal();
      failing(LivyProblems::serverError);
      ledger.clock.passes(Duration.ofMinutes(2));

      step();

      assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
    }

    @Test
    void of_code_that_nobody_knows_to_have_arrived_says_that() {
      livy.heal();
      ledger.livy.finish(ledger.livy.only(), 0, "2");
      ledger.steps(session, 2);
      livy.fail(Call.SUBMIT, LivyProblems::noAnswer, false, 1);
      statement = ledger.submit(session, "2+2");
      ledger.sendNow(session, statement);
      step();
      failing(LivyProblems::serverError);
      step();
      ledger.clock.passes(Duration.ofSeconds(60));

      step();

      assertThat(now().getState()).isEqualTo(StatementState.LOST);
      assertThat(now().getMessage()).startsWith("Nobody can say whether it ran");
    }

    @Test
    void is_over_as_soon_as_the_statement_is_read() {
      step();
      Watch watch = ledger.watch(session);
      watch.failures = 3;
      livy.heal();

      step();

      assertThat(now().failingSince()).isNull();
      assertThat(now().unreadSince()).isNull();
      assertThat(now().getMessage()).isNull();
      assertThat(watch.unread).isZero();
      assertThat(watch.failures).isZero();
    }

    @Test
    void may_mean_that_the_session_is_gone() {
      ledger.livy.only().state = "dead";

      assertThat(step()).isNull();

      assertThat(ledger.session(session).isEnded()).isTrue();
    }

    @Test
    void says_nothing_while_the_session_cannot_be_asked_about() {
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(step()).isEqualTo(Duration.ofMillis(500));

      assertThat(now().unreadSince()).isEqualTo(ledger.clock.instant());
      assertThat(now().failingSince()).isNull();
      assertThat(now().getMessage()).isNull();
      assertThat(ledger.session(session).unreachableSince()).isNotNull();
    }
  }

  @Test
  void silence_is_never_the_end() {
    failing(LivyProblems::noAnswer);
    step();
    ledger.clock.passes(Duration.ofHours(2));

    assertThat(step()).isEqualTo(Duration.ofSeconds(1));

    assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
    assertThat(now().getMessage())
        .contains("its driver does not answer", "goes on asking. You can give up on it.");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 430, 502, 503, 504})
  void what_gateways_say_when_they_are_busy_is_silence(int status) {
    failing(() -> LivyProblems.answered(status, "text/html", "<html></html>"));
    step();
    ledger.clock.passes(Duration.ofSeconds(60));

    step();

    assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
    assertThat(now().getMessage()).contains("its driver does not answer");
  }

  @Test
  void an_answer_in_another_language_is_an_error() {
    failing(() -> new IllegalStateException("a parser's"));
    step();
    ledger.clock.passes(Duration.ofSeconds(60));

    step();

    assertThat(now().getState()).isEqualTo(StatementState.LOST);
  }

  @Test
  void a_refused_token_is_replaced_three_times_and_nothing_is_said() {
    ledger.replacing = (asked, problem) -> true;
    failing(() -> LivyProblems.refused(401));
    for (int asked = 1; asked <= 3; asked++) {
      assertThat(step()).isEqualTo(Duration.ofMillis(20));
      assertThat(now().unreadSince()).isNull();
    }

    assertThat(step()).isEqualTo(Duration.ofSeconds(4));

    assertThat(now().unreadSince()).isNotNull();
  }

  @Test
  void a_sign_in_that_is_needed_is_waited_for() {
    ledger.signInExpires();

    assertThat(step()).isEqualTo(Duration.ofMillis(500));

    assertThat(ledger.session(session).getSignInExpiredSince()).isNotNull();
    assertThat(now().unreadSince()).isNotNull();
  }
}
