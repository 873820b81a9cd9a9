package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guessing is slow, and locks nobody out from where they are. */
class LockOutTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PASSWORD = "correct horse battery";
  private static final String HOME = "192.0.2.1";

  private final RecordedAudit audit = new RecordedAudit();
  private final MovingClock clock = new MovingClock(NOON);
  private PersonService people;

  @BeforeEach
  void start() {
    people = People.withPasswords(database, clock, audit);
    people.create(ACME, "admin", Role.ADMINISTRATORS, PASSWORD, false);
  }

  private static String elsewhere(int number) {
    return "198.51.100." + number;
  }

  private ErrorCode tried(PersonService node, String name, String password, String address) {
    try {
      node.authenticate(ACME, name, password, address);
      return null;
    } catch (LakegateException e) {
      return e.code();
    }
  }

  private ErrorCode tried(String name, String password, String address) {
    return tried(people, name, password, address);
  }

  /** Five wrong passwords from each of four addresses: twenty failures. */
  private void guessTwentyTimes(String name) {
    for (int i = 0; i < 20; i++) {
      assertThat(tried(name, "wrong", elsewhere(i / 5))).isEqualTo(ErrorCode.SIGN_IN_REFUSED);
    }
  }

  @Test
  void five_failures_lock_the_name_for_that_address_and_for_no_other() {
    for (int i = 0; i < 5; i++) {
      assertThat(tried("admin", "wrong", elsewhere(1))).isEqualTo(ErrorCode.SIGN_IN_REFUSED);
    }

    assertThat(tried("admin", PASSWORD, elsewhere(1))).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
    assertThat(tried("admin", PASSWORD, elsewhere(2))).isNull();
  }

  @Test
  void twenty_failures_in_an_hour_slow_a_name_for_addresses_its_person_never_signed_in_from() {
    guessTwentyTimes("admin");

    assertThat(tried("admin", "wrong", elsewhere(50))).isEqualTo(ErrorCode.SIGN_IN_REFUSED);
    assertThat(tried("admin", PASSWORD, elsewhere(51))).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
    clock.passes(Duration.ofSeconds(31));
    assertThat(tried("admin", PASSWORD, elsewhere(51))).isNull();
  }

  @Test
  void nobody_is_locked_out_from_elsewhere_of_where_they_signed_in_before() {
    assertThat(tried("admin", PASSWORD, HOME)).isNull();

    guessTwentyTimes("admin");
    for (int i = 0; i < 40; i++) {
      tried("admin", "wrong", elsewhere(100 + i));
    }

    assertThat(tried("admin", PASSWORD, elsewhere(200))).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
    assertThat(tried("admin", PASSWORD, HOME)).isNull();
  }

  @Test
  void a_known_address_is_not_known_for_another_name() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);
    assertThat(tried("ada", PASSWORD, HOME)).isNull();

    guessTwentyTimes("admin");
    tried("admin", "wrong", elsewhere(50));

    assertThat(tried("admin", PASSWORD, HOME)).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void a_known_address_is_locked_for_who_guesses_there() {
    assertThat(tried("admin", PASSWORD, HOME)).isNull();

    for (int i = 0; i < 5; i++) {
      tried("admin", "wrong", HOME);
    }

    assertThat(tried("admin", PASSWORD, HOME)).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void who_goes_on_while_locked_does_not_lock_the_others_at_the_same_address() {
    for (int i = 0; i < 60; i++) {
      tried("old job", "wrong", HOME);
    }

    assertThat(tried("admin", PASSWORD, HOME)).isNull();
  }

  @Test
  void a_broken_job_that_fails_for_a_day_does_not_lock_the_office_it_runs_in() {
    for (int minute = 0; minute < 24 * 60; minute += 3) {
      tried("old job", "wrong", HOME);
      tried("older job", "wrong", HOME);
      clock.passes(Duration.ofMinutes(3));
    }

    assertThat(tried("admin", PASSWORD, HOME)).isNull();
    assertThat(tried("old job", "wrong", HOME)).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void a_name_nobody_has_is_slowed_just_the_same() {
    List<ErrorCode> known = new ArrayList<>();
    List<ErrorCode> unknown = new ArrayList<>();

    for (int i = 0; i < 60; i++) {
      known.add(tried("admin", "wrong", elsewhere(i / 3)));
      unknown.add(tried("nobody", "wrong", elsewhere(100 + i / 3)));
      clock.passes(Duration.ofSeconds(10));
    }

    assertThat(unknown).isEqualTo(known).contains(ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void failures_that_are_spread_over_the_hours_slow_nobody() {
    for (int i = 0; i < 200; i++) {
      assertThat(tried("admin", "wrong", "2001:db8:0:" + i + "::1"))
          .isEqualTo(ErrorCode.SIGN_IN_REFUSED);
      clock.passes(Duration.ofMinutes(4));
    }
  }

  @Test
  void a_network_of_ipv6_is_one_address() {
    for (int i = 0; i < 5; i++) {
      tried("admin", "wrong", "2001:db8:0:1::" + i);
    }

    assertThat(tried("admin", PASSWORD, "2001:db8:0:1:abc::1")).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
    assertThat(tried("admin", PASSWORD, "2001:db8:0:2::1")).isNull();
  }

  @Test
  void who_waits_for_the_name_has_not_failed_meanwhile() {
    guessTwentyTimes("admin");
    tried("admin", "wrong", elsewhere(50));

    for (int i = 0; i < 10; i++) {
      assertThat(tried("admin", PASSWORD, HOME)).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
    }
    clock.passes(Duration.ofSeconds(31));

    assertThat(tried("admin", PASSWORD, HOME)).isNull();
  }

  @Test
  void who_waits_for_the_name_still_has_their_five_tries_afterwards() {
    guessTwentyTimes("admin");
    tried("admin", "wrong", elsewhere(50));
    for (int i = 0; i < 5; i++) {
      assertThat(tried("admin", "wrong", HOME)).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
    }
    clock.passes(Duration.ofMinutes(59));

    for (int i = 0; i < 5; i++) {
      assertThat(tried("admin", "wrong", HOME)).isEqualTo(ErrorCode.SIGN_IN_REFUSED);
    }
    assertThat(tried("admin", PASSWORD, HOME)).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void guesses_at_the_same_moment_on_two_nodes_pass_no_limit() throws Exception {
    PersonService other = People.withPasswords(database, clock, audit);
    List<Callable<ErrorCode>> guesses =
        IntStream.range(0, 40)
            .<Callable<ErrorCode>>mapToObj(
                i -> () -> tried(i % 2 == 0 ? people : other, "admin", "wrong", elsewhere(i % 8)))
            .toList();
    ExecutorService guessers = Executors.newFixedThreadPool(8);
    try {
      int passed = 0;
      for (Future<ErrorCode> answer : guessers.invokeAll(guesses)) {
        passed += answer.get() == ErrorCode.SIGN_IN_REFUSED ? 1 : 0;
      }

      // The one that locks the name is the twenty-first.
      assertThat(passed).isBetween(1, 21);
    } finally {
      guessers.shutdownNow();
    }
  }

  @Test
  void the_table_of_failures_holds_the_last_hour_only() {
    for (int i = 0; i < 20; i++) {
      tried("guess" + i, "wrong", elsewhere(i));
    }
    clock.passes(Duration.ofMinutes(61));

    tried("another", "wrong", HOME);

    assertThat(rows("FailedSignIns")).isEqualTo(3);
  }

  @Test
  void twenty_addresses_of_a_name_are_known_at_most() {
    for (int i = 0; i < 30; i++) {
      assertThat(tried("admin", PASSWORD, elsewhere(i))).isNull();
      clock.passes(Duration.ofMinutes(1));
    }

    assertThat(rows("KnownAddress")).isEqualTo(KnownAddress.MAX_BY_NAME);
  }

  private long rows(String entity) {
    return database.inTransaction(
        entityManager ->
            entityManager
                .createQuery("select count(e) from " + entity + " e", Long.class)
                .getSingleResult());
  }

  @Test
  void who_names_no_tenant_does_not_learn_by_locks_that_there_is_such_a_person() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> people.authenticateAnywhere(GLOBEX, "admin", "wrong", HOME))
          .isInstanceOf(LakegateException.class);
    }

    assertThatThrownBy(() -> people.authenticateAnywhere(GLOBEX, "admin", PASSWORD, HOME))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SIGN_IN_LOCKED));
    assertThat(tried("admin", PASSWORD, HOME)).isNull();
  }

  @Test
  void who_names_no_tenant_is_known_by_the_password() {
    assertThat(people.authenticateAnywhere(GLOBEX, "admin", PASSWORD, HOME).getTenantId())
        .isEqualTo(ACME);
  }
}
