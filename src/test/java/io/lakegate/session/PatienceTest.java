package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.livy.LivyBackends;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long to wait before a backend is asked again. */
class PatienceTest extends RepositoryTest {
  private Ledger ledger;
  private final SessionCheck check = new SessionCheck();
  private Watch watch;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    watch = LedgerRows.watch(ACME, UUID.randomUUID());
  }

  @ParameterizedTest
  @CsvSource({"0, 250", "1, 500", "2, 1000", "5, 8000", "6, 16000", "7, 30000", "90, 30000"})
  void grows_with_each_failure_up_to_half_a_minute(int failures, long millis) {
    watch.failures = failures;

    assertThat(check.backOff(watch, LivyBackends.seen(LivyProblems.notSent())))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 3000", "0, 29, 29000", "0, 3600, 30000", "5, 3, 8000", "5, 9, 9000"})
  void is_what_the_backend_asked_for_when_that_is_longer_and_not_too_long(
      int failures, long asked, long millis) {
    watch.failures = failures;

    assertThat(
            check.backOff(watch, LivyBackends.seen(LivyProblems.busy(Duration.ofSeconds(asked)))))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 20",
    "499, 20",
    "500, 20",
    "1000, 40",
    "25000, 1000",
    "50000, 2000",
    "90000, 2000"
  })
  void with_a_session_that_starts_is_a_small_share_of_the_time_it_has_started(
      long started, long millis) {
    UUID id = ledger.launch();
    ledger.step(id);
    ledger.clock.passes(Duration.ofMillis(started));

    assertThat(ledger.step(id)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void with_a_session_that_has_become_ready_is_none() {
    UUID id = ledger.launch();
    ledger.step(id);
    ledger.livy.only().state = "idle";

    assertThat(ledger.step(id)).isZero();
  }
}
