package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyStatement;
import io.lakegate.ledger.Limits;
import io.lakegate.ledger.Node;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Reach;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A statement runs at most once, and has its result or is said to be lost. */
class StatementStepTest extends RepositoryTest {
  private Ledger ledger;
  private UUID session;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    session = ledger.ready();
  }

  private Statement sent(String code) {
    Statement statement = ledger.submit(session, code);
    ledger.sendNow(session, statement);
    return statement;
  }

  private Statement now(Statement statement) {
    return ledger.statement(statement.getId());
  }

  @Test
  void a_statement_is_sent_once_and_its_result_kept() {
    Statement statement = sent("1+1");
    ledger.step(session);
    ledger.livy.finish(ledger.livy.only(), 0, "res0: Int = 2");
    ledger.steps(session, 2);

    assertThat(now(statement).getState()).isEqualTo(StatementState.AVAILABLE);
    assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
    assertThat(now(statement).getDuration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(ledger.statements.findOutput(ACME, Reach.all(), statement.getId()))
        .hasValueSatisfying(output -> assertThat(output).contains("res0: Int = 2"));
    assertThat(ledger.livy.submitted).containsExactly("1+1");
    assertThat(ledger.session(session).getState()).isEqualTo(SessionState.IDLE);
  }

  @Test
  void a_second_statement_waits_until_the_first_has_ended() {
    Statement first = sent("first");
    ledger.step(session);
    Statement second = ledger.submit(session, "second");
    ledger.steps(session, 3);

    assertThat(now(second).getState()).isEqualTo(StatementState.WAITING);
    assertThat(ledger.livy.submitted).containsExactly("first");

    ledger.livy.finish(ledger.livy.only(), 0, "1");
    ledger.steps(session, 3);
    assertThat(now(first).getState()).isEqualTo(StatementState.AVAILABLE);
    assertThat(ledger.livy.submitted).containsExactly("first", "second");
  }

  @Test
  void a_request_that_provably_never_left_is_sent_again() {
    Statement statement = sent("1+1");
    loseTheSubmit(FakeLivy.Fault.UNREACHABLE);

    ledger.steps(session, 4);

    assertThat(ledger.livy.submitted).containsExactly("1+1");
    assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);
  }

  @Test
  void a_statement_whose_answer_was_lost_is_found_again_and_not_sent_twice() {
    Statement statement = sent("1+1");
    loseTheSubmit(FakeLivy.Fault.ANSWER_LOST);

    ledger.steps(session, 3);

    assertThat(ledger.livy.submitted).containsExactly("1+1");
    assertThat(now(statement).getRemoteId()).isEqualTo("0");
  }

  private void loseTheSubmit(FakeLivy.Fault fault) {
    ledger.livy.onSubmit(fault);
  }

  @Test
  void a_request_lost_on_its_way_is_not_repeated_and_ends_as_lost() {
    Statement statement = sent("1+1");
    loseTheSubmit(FakeLivy.Fault.REQUEST_LOST);

    ledger.steps(session, 60);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
    assertThat(now(statement).getMessage()).contains("does not send twice");
  }

  @Test
  void a_statement_is_not_sent_again_after_an_error_that_proves_nothing() {
    Statement statement = sent("1+1");
    loseTheSubmit(FakeLivy.Fault.FAILED);

    ledger.steps(session, 60);

    assertThat(ledger.livy.calls).containsOnlyOnce("submit");
    assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
    assertThat(now(statement).getMessage()).contains("does not send twice");
  }

  @Test
  void a_crash_after_the_backend_took_it_is_made_good_by_its_code_above_the_last_known_id() {
    Statement before = sent("1+1");
    ledger.step(session);
    ledger.livy.finish(ledger.livy.only(), 0, "2");
    ledger.steps(session, 2);
    Statement statement = sent("1+1");
    loseTheSubmit(FakeLivy.Fault.ANSWER_LOST);
    ledger.step(session);
    ledger.crash();
    ledger.livy.finish(ledger.livy.only(), 1, "2");

    ledger.steps(session, 4);

    assertThat(now(before).getRemoteId()).isEqualTo("0");
    assertThat(now(statement).getRemoteId()).isEqualTo("1");
    assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
    assertThat(ledger.livy.submitted).hasSize(2);
  }

  @Test
  void a_crash_between_the_committed_intent_and_the_request_is_lost_and_never_run() {
    Statement statement = ledger.submit(session, "1+1");
    assertThat(statement.isSent()).isTrue();
    ledger.crash();

    ledger.steps(session, 60);

    assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
    assertThat(ledger.livy.submitted).isEmpty();
  }

  @Test
  void an_available_statement_without_output_is_read_again() {
    Statement statement = sent("1+1");
    ledger.step(session);
    LivyStatement running = ledger.livy.only().statements.get(0);
    ledger
        .livy
        .only()
        .statements
        .set(0, new LivyStatement("0", running.code(), "available", null, 1, 1L, 2L));
    ledger.step(session);
    assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);

    ledger.livy.finish(ledger.livy.only(), 0, "2");
    ledger.steps(session, 2);
    assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
  }

  @Test
  void a_statement_the_backend_forgot_is_lost_and_says_why() {
    Statement statement = sent("1+1");
    ledger.step(session);
    ledger.livy.only().statements.clear();

    ledger.steps(session, 30);

    assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
    assertThat(now(statement).getMessage()).contains("last 100");
  }

  @Test
  void a_strangers_result_under_the_same_ids_is_never_taken_for_ours() {
    Statement statement = sent("1+1");
    ledger.step(session);
    ledger.livy.restart();
    FakeLivy.RemoteSession stranger = ledger.livy.stranger("somebody-elses");
    stranger.statements.add(
        new LivyStatement("0", "1+1", "available", FakeLivy.ok("not yours"), 1, 1L, 2L));

    ledger.steps(session, 5);

    assertThat(ledger.statements.findOutput(ACME, Reach.all(), statement.getId())).isEmpty();
    assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
    assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
  }

  @Test
  void nothing_is_sent_into_a_strangers_session() {
    ledger.livy.restart();
    ledger.livy.stranger("somebody-elses");
    Statement statement = sent("drop table t");

    ledger.steps(session, 3);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLED);
  }

  @Test
  void cancelling_what_waits_ends_it_without_a_call() {
    sent("first");
    ledger.step(session);
    Statement second = ledger.submit(session, "second");
    ledger.statements.update(
        ACME, second.getId(), found -> found.requestCancel(ledger.clock.instant()));

    assertThat(now(second).getState()).isEqualTo(StatementState.CANCELLED);
    assertThat(ledger.livy.calls).doesNotContain("cancel");
  }

  @Test
  void cancelling_what_runs_asks_the_backend_once() {
    Statement statement = sent("first");
    ledger.step(session);
    ledger.statements.update(
        ACME, statement.getId(), found -> found.requestCancel(ledger.clock.instant()));
    assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLING);

    ledger.steps(session, 3);

    assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLED);
    assertThat(ledger.livy.calls).containsOnlyOnce("cancel");
  }

  @Test
  void a_node_that_lost_its_lease_sends_nothing() {
    Statement statement = ledger.submit(session, "waits");
    ledger.statements.update(ACME, statement.getId(), found -> found.notSent("for the test"));
    ledger.clock.passes(Limits.LEASE.plusSeconds(1));

    assertThat(ledger.takenByAnotherNode(session)).isTrue();
    assertThat(
            ledger.statements.beginSending(
                ACME, statement.getId(), Node.ID, ledger.clock.instant()))
        .isEmpty();
  }
}
