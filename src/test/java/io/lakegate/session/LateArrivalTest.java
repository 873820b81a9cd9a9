package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session stopped before its backend gave an id may still come into existence there. */
class LateArrivalTest extends RepositoryTest {
  /** The request's own time-out, and half a minute. */
  private static final Duration DOUBT = Duration.ofSeconds(5 + 30);

  private Ledger ledger;
  private UUID id;

  @BeforeEach
  void stoppedAfterAnAttemptWithoutAnAnswer() {
    ledger = new Ledger(database, ACME);
    id = ledger.launch();
    ledger.livy.faults.add(FakeLivy.Fault.REQUEST_LOST);
    ledger.step(id);
    ledger.sessions.update(
        ACME, id, session -> session.requestStop(EndCause.USER, ledger.clock.instant()));
  }

  @Test
  void it_is_asked_for_every_second_as_long_as_it_may_arrive() {
    ledger.clock.passes(DOUBT);

    Duration rest = ledger.step(id);

    assertThat(rest).isEqualTo(Duration.ofSeconds(1));
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.STOPPING);
  }

  @Test
  void it_is_over_when_it_can_arrive_no_more() {
    ledger.clock.passes(DOUBT.plusMillis(1));

    Duration rest = ledger.step(id);

    assertThat(rest).isNull();
    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.USER);
  }

  @Test
  void it_is_deleted_when_it_arrives_in_the_last_moment() {
    ledger.clock.passes(DOUBT);
    ledger.livy.stranger(ledger.session(id).getRemoteName());

    assertThat(ledger.step(id)).isZero();
    assertThat(ledger.session(id).getRemoteId()).isEqualTo("0");
    assertThat(ledger.step(id)).isNull();

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.USER);
  }

  @Test
  void a_backend_that_cannot_be_asked_ends_no_doubt() {
    ledger.clock.passes(DOUBT.plusMinutes(5));
    ledger.livy.faults.add(FakeLivy.Fault.UNREACHABLE);

    assertThat(ledger.step(id)).isPositive();

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.STOPPING);
  }
}
