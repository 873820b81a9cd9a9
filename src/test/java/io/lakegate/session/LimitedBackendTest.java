package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.LimitedBackend;
import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions on a backend that cannot do what Livy can are looked after with what it can do. */
class LimitedBackendTest extends RepositoryTest {
  private Ledger ledger;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    ledger.through = LimitedBackend::new;
  }

  @Test
  void a_launch_whose_fate_cannot_be_known_is_never_sent_again() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.REQUEST_LOST);

    ledger.steps(id, 200);

    assertThat(ledger.livy.calls).containsOnlyOnce("create");
    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(ledger.session(id).getMessage()).contains("may cost");
  }

  @Test
  void a_launch_that_was_provably_not_sent_is_sent_again() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.UNREACHABLE);

    ledger.steps(id, 3);

    assertThat(ledger.session(id).getRemoteId()).isEqualTo("0");
  }

  @Test
  void a_launch_that_is_stopped_in_doubt_ends_when_it_can_arrive_no_more() {
    UUID id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.REQUEST_LOST);
    ledger.step(id);
    ledger.sessions.update(
        ACME, id, session -> session.requestStop(EndCause.USER, ledger.clock.instant()));

    ledger.steps(id, 60);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.USER);
  }

  @Test
  void an_idle_session_is_left_alone_where_nothing_keeps_it_alive() {
    UUID id = ledger.ready();
    ledger.sessions.update(
        ACME, id, session -> session.keepUntil(ledger.clock.instant().plus(Duration.ofHours(2))));
    ledger.livy.calls.clear();

    ledger.steps(id, 90);

    assertThat(ledger.session(id).isReady()).isTrue();
    assertThat(ledger.livy.calls).containsOnly("find id").hasSizeLessThan(30);
  }

  @Test
  void a_look_that_fails_is_not_made_good_by_a_list() {
    UUID id = ledger.ready();
    ledger.clock.passes(Duration.ofMinutes(6));
    ledger.livy.faults.add(FakeLivy.Fault.FAILED);
    ledger.livy.calls.clear();

    ledger.step(id);

    assertThat(ledger.livy.calls).containsExactly("find id");
    assertThat(ledger.session(id).unreachableSince()).isNotNull();
  }

  @Test
  void a_session_that_died_ends_with_the_few_lines_that_came_with_it() {
    UUID id = ledger.launch();
    ledger.step(id);
    ledger.livy.only().state = "dead";
    ledger.livy.only().log = List.of("Error: Could not find or load main class");

    ledger.steps(id, 2);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(ledger.session(id).getMessage()).contains("main class");
    assertThat(ledger.livy.sessions).isEmpty();
  }
}
