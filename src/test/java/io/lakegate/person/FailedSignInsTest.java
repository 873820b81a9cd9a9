package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedSignInsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final TenantId TENANT = new TenantId(new UUID(1, 1));
  private static final SignInSubject PAIR = SignInSubject.ofPair("ada", "192.0.2.1");
  private static final SignInSubject OFFICE = SignInSubject.ofAddress("192.0.2.1");

  private final FailedSignIns failed = new FailedSignIns(TENANT, PAIR, NOON);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failed.count(PAIR, NOON);
    }
  }

  @ParameterizedTest(name = "{0} failures: {1}")
  @CsvSource({
    "5, PT30S",
    "6, PT1M",
    "7, PT2M",
    "8, PT4M",
    "9, PT8M",
    "10, PT15M",
    "11, PT15M",
    "1000, PT15M"
  })
  void locks_from_the_fifth_failure_twice_as_long_each_time_up_to_a_quarter_of_an_hour(
      int failures, Duration lock) {
    fail(failures);

    assertThat(failed.lockedFor(NOON)).contains(lock);
  }

  @Test
  void is_not_locked_by_four_failures() {
    fail(4);

    assertThat(failed.lockedFor(NOON)).isEmpty();
  }

  @Test
  void opens_when_the_time_has_passed() {
    fail(5);

    assertThat(failed.lockedFor(NOON.plusSeconds(29))).contains(Duration.ofSeconds(1));
    assertThat(failed.lockedFor(NOON.plusSeconds(30))).isEmpty();
  }

  @Test
  void forgets_after_a_quiet_hour() {
    fail(20);

    failed.count(PAIR, NOON.plus(Duration.ofHours(1)).plusSeconds(1));

    assertThat(failed.lockedFor(NOON.plus(Duration.ofHours(1)).plusSeconds(1))).isEmpty();
  }

  @Test
  void does_not_forget_within_the_hour() {
    fail(5);

    failed.count(PAIR, NOON.plus(Duration.ofMinutes(59)));

    assertThat(failed.lockedFor(NOON.plus(Duration.ofMinutes(59)))).contains(Duration.ofMinutes(1));
  }

  @Test
  void takes_back_the_lock_of_a_try_that_was_right() {
    fail(5);

    failed.takeBack(PAIR.free());

    assertThat(failed.lockedFor(NOON)).isEmpty();
  }

  @Test
  void keeps_the_lock_that_other_tries_have_earned() {
    fail(6);

    failed.takeBack(PAIR.free());

    assertThat(failed.lockedFor(NOON)).isPresent();
  }

  @Test
  void failures_of_an_address_that_come_slower_than_is_free_in_an_hour_never_lock_it() {
    FailedSignIns address = new FailedSignIns(TENANT, OFFICE, NOON);

    // Two tries, one soon after the other, every five minutes: 24 in each hour.
    for (int i = 0; i < 12 * 24; i++) {
      Instant at = NOON.plus(Duration.ofMinutes(5L * i));
      address.count(OFFICE, at);
      address.count(OFFICE, at.plusSeconds(60));

      assertThat(address.lockedFor(at.plusSeconds(60))).isEmpty();
    }
  }

  @Test
  void sign_ins_that_succeed_do_not_keep_an_address_from_forgetting_failures() {
    FailedSignIns address = new FailedSignIns(TENANT, OFFICE, NOON);
    for (int i = 0; i < OFFICE.free(); i++) {
      address.count(OFFICE, NOON);
    }

    for (int second = 10; second <= 1800; second += 10) {
      address.count(OFFICE, NOON.plusSeconds(second));
      address.takeBack(OFFICE.free());
    }

    for (int i = 0; i < OFFICE.free() / 2; i++) {
      address.count(OFFICE, NOON.plusSeconds(1800));
    }
    assertThat(address.lockedFor(NOON.plusSeconds(1800))).isEmpty();
  }

  @Test
  void an_address_from_which_more_fails_in_an_hour_than_is_free_is_locked() {
    FailedSignIns address = new FailedSignIns(TENANT, OFFICE, NOON);

    for (int i = 0; i <= OFFICE.free(); i++) {
      assertThat(address.lockedFor(NOON.plusSeconds(i))).isEmpty();
      address.count(OFFICE, NOON.plusSeconds(i));
    }

    assertThat(address.lockedFor(NOON.plusSeconds(OFFICE.free()))).contains(Duration.ofSeconds(30));
  }
}
