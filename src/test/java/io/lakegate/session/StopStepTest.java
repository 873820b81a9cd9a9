package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No session is forgotten at its backend, and no stranger's is touched. */
class StopStepTest extends RepositoryTest {
  private Ledger ledger;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
  }

  private void requestStop(UUID id) {
    ledger.sessions.update(
        ACME, id, session -> session.requestStop(EndCause.USER, ledger.clock.instant()));
  }

  @Test
  void a_stop_deletes_the_session_and_ends_it_with_its_cause() {
    UUID id = ledger.ready();
    requestStop(id);

    ledger.steps(id, 2);

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.USER);
  }

  @Test
  void a_stop_before_anything_was_sent_sends_nothing() {
    UUID id = ledger.launch();
    requestStop(id);

    ledger.steps(id, 2);

    assertThat(ledger.livy.calls).isEmpty();
    assertThat(ledger.session(id).isEnded()).isTrue();
  }

  @Test
  void a_stop_after_a_lost_answer_finds_the_session_by_name_and_deletes_it() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.ANSWER_LOST);
    ledger.step(id);
    requestStop(id);

    ledger.steps(id, 4);

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(id).isEnded()).isTrue();
  }

  @Test
  void a_delete_whose_answer_is_lost_is_asked_about_until_it_is_gone() {
    UUID id = ledger.ready();
    requestStop(id);
    ledger.livy.faults.add(FakeLivy.Fault.FAILED);

    ledger.steps(id, 4);

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(id).isEnded()).isTrue();
  }

  @Test
  void a_strangers_session_with_our_id_is_never_deleted() {
    UUID id = ledger.ready();
    ledger.livy.restart();
    FakeLivy.RemoteSession stranger = ledger.livy.stranger("somebody-elses");
    requestStop(id);

    ledger.steps(id, 3);

    assertThat(stranger.id).isEqualTo(ledger.session(id).getRemoteId());
    assertThat(ledger.livy.sessions).containsValue(stranger);
    assertThat(ledger.livy.calls).doesNotContain("delete");
    assertThat(ledger.session(id).isEnded()).isTrue();
  }

  @Test
  void whose_session_it_is_is_seen_again_after_a_last_look_at_its_result() {
    UUID id = ledger.running();
    requestStop(id);

    ledger.steps(id, 3);

    assertThat(ledger.livy.calls).endsWith("statement", "find id", "delete");
  }

  @Test
  void a_session_that_died_while_its_log_was_read_slowly_is_not_deleted_under_another_name() {
    UUID id = ledger.ready();
    ledger.livy.only().state = "dead";
    ledger.livy.onLog(
        () -> {
          ledger.livy.restart();
          ledger.livy.stranger("somebody-elses");
        });

    ledger.clock.passes(Duration.ofMinutes(6));
    ledger.steps(id, 3);

    assertThat(ledger.livy.sessions).hasSize(1);
    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
  }

  @Test
  void a_session_in_a_state_nobody_knows_is_stopped_as_idle_too() {
    UUID id = ledger.ready();
    ledger.livy.only().state = "hibernating";
    ledger.clock.passes(Duration.ofMinutes(6));
    ledger.steps(id, 2);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.UNKNOWN);
    ledger.clock.passes(Ledger.IDLE);

    ledger.steps(id, 3);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.IDLE_TIMEOUT);
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void a_session_idle_for_too_long_is_stopped_by_us() {
    UUID id = ledger.ready();
    ledger.clock.passes(Ledger.IDLE.plusSeconds(1));

    ledger.steps(id, 3);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.IDLE_TIMEOUT);
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void a_session_that_runs_a_statement_is_never_stopped_as_idle() {
    UUID id = ledger.ready();
    ledger.sendNow(id, ledger.submit(id, "long"));
    ledger.step(id);
    ledger.clock.passes(Duration.ofHours(3));

    ledger.steps(id, 5);

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.BUSY);
    assertThat(ledger.livy.calls).contains("connect");
  }

  @Test
  void a_session_is_stopped_at_the_end_of_its_lifetime_whatever_it_runs() {
    UUID id = ledger.ready();
    Statement running = ledger.submit(id, "long");
    ledger.sendNow(id, running);
    ledger.step(id);
    ledger.clock.passes(Ledger.LIFETIME);

    ledger.steps(id, 3);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.LIFETIME);
    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.statement(running.getId()).getState()).isEqualTo(StatementState.CANCELLED);
  }

  @Test
  void keeping_a_session_puts_off_its_end_as_idle() {
    UUID id = ledger.ready();
    ledger.clock.passes(Ledger.IDLE.minusSeconds(10));
    ledger.sessions.update(
        ACME, id, session -> session.keepUntil(ledger.clock.instant().plus(SessionService.KEEP)));
    ledger.clock.passes(Duration.ofMinutes(20));

    ledger.steps(id, 3);

    assertThat(ledger.session(id).isEnded()).isFalse();
  }

  @Test
  void an_idle_session_is_kept_alive_at_its_backend_before_livy_thinks_it_is_idle() {
    UUID id = ledger.ready();
    ledger.clock.passes(Duration.ofMinutes(26));

    ledger.steps(id, 3);

    assertThat(ledger.livy.calls).contains("connect");
  }

  @Test
  void a_result_that_is_there_when_the_session_is_stopped_is_kept() {
    UUID id = ledger.ready();
    Statement statement = ledger.submit(id, "1+1");
    ledger.sendNow(id, statement);
    ledger.step(id);
    ledger.livy.finish(ledger.livy.only(), 0, "2");
    requestStop(id);

    ledger.steps(id, 3);

    assertThat(ledger.statement(statement.getId()).getOutcome()).isEqualTo(Statement.Outcome.OK);
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void a_session_with_nothing_in_it_is_seen_once_and_deleted_and_everybody_is_told() {
    UUID id = ledger.ready();
    requestStop(id);
    Watch watch = ledger.watch(id);
    ledger.livy.calls.clear();
    ledger.told.clear();

    assertThat(ledger.step(id)).isNull();

    assertThat(ledger.livy.calls).containsExactly("find id", "delete");
    assertThat(watch.session.isEnded()).isTrue();
    assertThat(ledger.told).containsExactly(id);
  }

  @Test
  void a_session_that_is_found_by_its_name_is_known_by_its_id_at_once() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.ANSWER_LOST);
    ledger.step(id);
    requestStop(id);
    Watch watch = ledger.watch(id);

    assertThat(ledger.step(id)).isZero();

    assertThat(watch.session.getRemoteId()).isEqualTo("0");
  }

  @Test
  void a_stop_that_the_backend_does_not_answer_is_tried_again() {
    UUID id = ledger.ready();
    requestStop(id);
    ledger.livy.faults.add(FakeLivy.Fault.UNREACHABLE);

    assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(500));

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.STOPPING);
  }
}
