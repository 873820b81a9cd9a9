package io.lakegate.session;

import static io.lakegate.session.LedgerRows.ACME;
import static io.lakegate.session.LedgerRows.NOW;
import static io.lakegate.session.LedgerRows.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.MovingClock;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which step a session needs now, and how long it may rest when it needs none. */
class StepsTest {
  private static final Duration TAKEN = Duration.ofSeconds(77);
  private static final Duration A_LITTLE = Duration.ofMillis(10);

  private final MovingClock clock = new MovingClock(NOW);
  private final List<String> taken = new ArrayList<>();
  private final List<Statement> unended = new ArrayList<>();
  private final SessionSteps steps = new SessionSteps();
  private Session row = LedgerRows.ready();
  private Watch watch;

  @BeforeEach
  void wire() {
    steps.clock = clock;
    steps.launching =
        new LaunchStep() {
          @Override
          Duration step(Watch watch) {
            return take("launch");
          }
        };
    steps.stopping =
        new StopStep() {
          @Override
          Duration step(Watch watch) {
            return take("stop");
          }
        };
    steps.running =
        new StatementStep() {
          @Override
          Duration step(Watch watch) {
            return take("statement");
          }
        };
    steps.check =
        new SessionCheck() {
          @Override
          Duration step(Watch watch) {
            return take("check");
          }

          @Override
          Duration connect(Watch watch) {
            return take("connect");
          }
        };
    steps.sessions =
        new SessionRepository() {
          @Override
          Optional<Session> update(TenantId tenant, UUID id, Consumer<Session> change) {
            change.accept(row);
            return Optional.of(row);
          }
        };
    steps.statements =
        new StatementRepository() {
          @Override
          List<Statement> listUnended(TenantId tenant, UUID sessionId, int limit) {
            return unended;
          }
        };
  }

  private Duration take(String step) {
    taken.add(step);
    return TAKEN;
  }

  private Duration step() {
    watch = LedgerRows.watch(ACME, row.getId());
    watch.session = row;
    watch.readAt = clock.instant();
    watch.activate(unended.isEmpty() ? null : unended.get(0));
    return steps.step(watch);
  }

  private void takes(String step) {
    assertThat(step()).isEqualTo(TAKEN);
    assertThat(taken).containsExactly(step);
  }

  @Nested
  class Takes_the_step {
    @Test
    void of_the_launch_until_the_backend_gave_an_id() {
      row = LedgerRows.launching();

      takes("launch");
    }

    @Test
    void of_the_stop_before_any_other() {
      unended.add(LedgerRows.running(row));
      row.requestStop(EndCause.USER, NOW);
      clock.passes(LedgerRows.LIFETIME.plusSeconds(1));

      takes("stop");
    }

    @Test
    void of_a_statement_that_waits_in_a_ready_session() {
      unended.add(LedgerRows.waiting(row));

      takes("statement");
    }

    @Test
    void of_a_statement_that_was_sent_also_when_the_session_is_in_doubt() {
      unended.add(LedgerRows.running(row));
      row.seen(SessionState.UNKNOWN, said("hibernating"), NOW);

      takes("statement");
    }

    @Test
    void of_the_check_when_a_statement_waits_for_a_session_that_is_not_ready() {
      row.seen(SessionState.STARTING, said("starting"), NOW);
      unended.add(LedgerRows.waiting(row));

      takes("check");
    }

    @Test
    void of_the_check_when_the_session_was_not_seen_for_five_minutes() {
      clock.passes(Duration.ofMinutes(5));
      step();
      assertThat(taken).isEmpty();

      clock.passes(Duration.ofNanos(1));
      takes("check");
    }

    @Test
    void of_the_check_when_a_list_put_the_session_in_doubt() {
      row.doubt();

      takes("check");
    }

    @Test
    void of_the_check_when_the_session_is_busy_with_nothing_of_ours() {
      row.seen(SessionState.BUSY, said("busy"), NOW);

      takes("check");
    }

    @Test
    void that_keeps_the_session_alive_after_twenty_five_minutes() {
      clock.passes(SessionSteps.CONNECT_EVERY);
      seen();
      step();
      assertThat(taken).isEmpty();

      clock.passes(Duration.ofNanos(1));
      takes("connect");
    }

    @Test
    void that_keeps_the_session_alive_twenty_five_minutes_after_the_last_time() {
      row.connected(NOW.plusSeconds(60));
      clock.passes(SessionSteps.CONNECT_EVERY.plusSeconds(60));
      seen();
      step();
      assertThat(taken).isEmpty();

      clock.passes(Duration.ofNanos(1));
      takes("connect");
    }
  }

  private void seen() {
    row.seen(SessionState.IDLE, said("idle"), clock.instant());
  }

  private void restsUntil(Instant end) {
    seen();
    assertThat(step()).isEqualTo(Duration.between(clock.instant(), end).plus(A_LITTLE));
    assertThat(taken).isEmpty();
  }

  @Nested
  class Rests_until {
    @Test
    void the_session_must_be_kept_alive() {
      clock.passes(Duration.ofMinutes(1));

      restsUntil(NOW.plus(SessionSteps.CONNECT_EVERY));
    }

    @Test
    void it_has_been_idle_too_long() {
      row.connected(NOW.plus(Duration.ofMinutes(20)));
      clock.passes(Duration.ofMinutes(21));

      restsUntil(NOW.plus(LedgerRows.IDLE));
    }

    @Test
    void its_lifetime_is_over() {
      Duration nearly = LedgerRows.LIFETIME.minusMinutes(2);
      clock.passes(nearly);
      row.active(clock.instant());
      row.connected(clock.instant());

      restsUntil(NOW.plus(LedgerRows.LIFETIME));
    }
  }

  @Nested
  class Stops_it {
    private void passesIdle() {
      clock.passes(LedgerRows.IDLE.plusNanos(1));
      seen();
    }

    private Optional<EndCause> stoppedFor() {
      Duration rest = step();
      assertThat(rest).isZero();
      assertThat(watch.readAt).isNull();
      return row.stopCause();
    }

    @Test
    void when_it_has_been_idle_too_long() {
      passesIdle();

      assertThat(stoppedFor()).hasValue(EndCause.IDLE_TIMEOUT);
      assertThat(row.getStopRequestedAt()).isEqualTo(clock.instant());
      assertThat(watch.session).isSameAs(row);
    }

    @Test
    void not_while_the_idle_deadline_is_just_reached() {
      row.connected(NOW.plusSeconds(600));
      clock.passes(LedgerRows.IDLE);
      seen();

      assertThat(step()).isEqualTo(A_LITTLE);
      assertThat(row.stopCause()).isEmpty();
    }

    @Test
    void not_when_a_statement_came_in_before_the_row_was_locked() {
      passesIdle();
      Watch before = LedgerRows.watch(ACME, row.getId());
      before.session = row;
      unended.add(LedgerRows.waiting(row));

      assertThat(steps.step(before)).isZero();

      assertThat(row.stopCause()).isEmpty();
      assertThat(before.readAt).isNull();
    }

    @Test
    void not_when_it_was_kept_before_the_row_was_locked() {
      passesIdle();
      Watch before = LedgerRows.watch(ACME, row.getId());
      before.session = row;
      Session kept = LedgerRows.ready();
      kept.keepUntil(clock.instant().plusSeconds(60));
      row = kept;

      assertThat(steps.step(before)).isZero();

      assertThat(row.stopCause()).isEmpty();
      assertThat(before.session).isSameAs(kept);
    }

    @Test
    void not_as_idle_when_it_is_not_ready_any_more() {
      passesIdle();
      Watch before = LedgerRows.watch(ACME, row.getId());
      before.session = row;
      row = LedgerRows.launching();

      assertThat(steps.step(before)).isZero();

      assertThat(row.stopCause()).isEmpty();
    }

    @Test
    void at_the_end_of_its_lifetime_whatever_runs_in_it() {
      unended.add(LedgerRows.running(row));
      clock.passes(LedgerRows.LIFETIME);
      takes("statement");

      clock.passes(Duration.ofNanos(1));

      assertThat(stoppedFor()).hasValue(EndCause.LIFETIME);
    }
  }
}
