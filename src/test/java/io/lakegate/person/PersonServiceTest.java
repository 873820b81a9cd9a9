package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PASSWORD = "correct horse battery";

  private static final String HERE = "192.0.2.1";

  private final RecordedAudit audit = new RecordedAudit();
  private final MovingClock clock = new MovingClock(NOON);
  private PersonService people;

  @BeforeEach
  void start() {
    people = People.withPasswords(database, clock, audit);
  }

  @Test
  void knows_a_person_by_name_and_password() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    assertThat(people.authenticate(ACME, "ada", PASSWORD, HERE).getUserName()).isEqualTo("ada");
  }

  @Test
  void keeps_passwords_as_the_constant_for_nobody_says() {
    people.hash = new Pbkdf2PasswordHashImpl();
    people.start();

    Person ada = people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    assertThat(ada.passwordHash())
        .startsWith(PersonService.HASH_PREFIX)
        .doesNotContain(PASSWORD)
        .matches(PersonService.HASH_PREFIX + "[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}");
  }

  @Test
  void refuses_a_wrong_password_and_an_unknown_name_alike() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    refused(() -> people.authenticate(ACME, "ada", "wrong", HERE), ErrorCode.SIGN_IN_REFUSED);
    refused(() -> people.authenticate(ACME, "bob", PASSWORD, HERE), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void refuses_the_password_in_another_tenant() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    refused(() -> people.authenticate(GLOBEX, "ada", PASSWORD, HERE), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void refuses_an_empty_and_an_endless_password() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    refused(() -> people.authenticate(ACME, "ada", "", HERE), ErrorCode.SIGN_IN_REFUSED);
    refused(
        () -> people.authenticate(ACME, "ada", "x".repeat(201), HERE), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void locks_an_account_after_the_fifth_wrong_password_in_a_row() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    for (int i = 0; i < 5; i++) {
      refused(() -> people.authenticate(ACME, "ada", "wrong", HERE), ErrorCode.SIGN_IN_REFUSED);
    }

    refused(() -> people.authenticate(ACME, "ada", PASSWORD, HERE), ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void opens_again_when_the_lock_has_passed() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);
    fail(5, "ada", HERE);

    clock.passes(Duration.ofSeconds(31));

    assertThat(people.authenticate(ACME, "ada", PASSWORD, HERE)).isNotNull();
  }

  @Test
  void begins_anew_after_the_right_password() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);
    fail(4, "ada", HERE);
    people.authenticate(ACME, "ada", PASSWORD, HERE);

    fail(4, "ada", HERE);

    assertThat(people.authenticate(ACME, "ada", PASSWORD, HERE)).isNotNull();
  }

  @Test
  void locks_a_name_nobody_has_just_the_same() {
    fail(5, "nobody", HERE);

    refused(() -> people.authenticate(ACME, "nobody", PASSWORD, HERE), ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void does_not_lock_the_same_name_of_another_tenant() {
    people.create(GLOBEX, "ada", Role.EDITORS, PASSWORD, false);
    fail(5, "ada", HERE);

    assertThat(people.authenticate(GLOBEX, "ada", PASSWORD, HERE)).isNotNull();
  }

  @Test
  void locks_an_address_that_tries_many_names() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);
    for (int i = 0; i < 30; i++) {
      fail(1, "guess" + i, HERE);
    }

    refused(() -> people.authenticate(ACME, "ada", PASSWORD, HERE), ErrorCode.SIGN_IN_LOCKED);
    assertThat(people.authenticate(ACME, "ada", PASSWORD, "192.0.2.2")).isNotNull();
  }

  @Test
  void does_not_lock_an_address_from_which_many_people_sign_in() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    for (int i = 0; i < 40; i++) {
      assertThat(people.authenticate(ACME, "ada", PASSWORD, HERE)).isNotNull();
    }
  }

  @Test
  void refuses_and_counts_who_names_no_tenant() {
    for (int i = 0; i < 5; i++) {
      assertThat(people.refusal(ACME, "ada", PASSWORD, HERE).code())
          .isEqualTo(ErrorCode.SIGN_IN_REFUSED);
    }

    refused(() -> people.refusal(ACME, "ada", PASSWORD, HERE), ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void gives_a_new_password_to_who_knows_the_old_one() {
    Person ada = people.create(ACME, "ada", Role.EDITORS, PASSWORD, true);

    change(ACME, ada.getId(), PASSWORD, "another password");

    Person changed = people.authenticate(ACME, "ada", "another password", HERE);
    assertThat(changed.isPasswordGenerated()).isFalse();
    refused(() -> people.authenticate(ACME, "ada", PASSWORD, HERE), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void says_which_of_the_two_passwords_does_not_fit() {
    UUID ada = people.create(ACME, "ada", Role.EDITORS, PASSWORD, true).getId();

    invalid("current", () -> change(ACME, ada, "wrong", "another password"));
    invalid("chosen", () -> change(ACME, ada, PASSWORD, "elevenchars"));
    invalid("chosen", () -> change(ACME, ada, PASSWORD, "x".repeat(201)));
    invalid("chosen", () -> change(ACME, ada, PASSWORD, PASSWORD));
    assertThat(people.find(ACME, ada).orElseThrow().isPasswordGenerated()).isTrue();
  }

  @Test
  void locks_who_guesses_the_present_password() {
    UUID ada = people.create(ACME, "ada", Role.EDITORS, PASSWORD, false).getId();
    for (int i = 0; i < 5; i++) {
      invalid("current", () -> change(ACME, ada, "wrong", "another password"));
    }

    refused(() -> change(ACME, ada, PASSWORD, "another password"), ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void changes_no_password_of_another_tenants_person() {
    UUID ada = people.create(ACME, "ada", Role.EDITORS, PASSWORD, false).getId();

    refused(() -> change(GLOBEX, ada, PASSWORD, "another password"), ErrorCode.PERSON_NOT_FOUND);
  }

  @Test
  void refuses_a_user_name_that_is_taken_here_but_not_one_that_is_taken_there() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    refused(
        () -> people.create(ACME, "ada", Role.VIEWERS, PASSWORD, false), ErrorCode.USER_NAME_TAKEN);
    assertThat(people.create(GLOBEX, "ada", Role.VIEWERS, PASSWORD, false)).isNotNull();
  }

  @Test
  void knows_the_only_tenant_of_a_name_and_does_not_choose_among_two() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);
    people.create(ACME, "bob", Role.EDITORS, PASSWORD, false);
    people.create(GLOBEX, "bob", Role.EDITORS, PASSWORD, false);

    assertThat(people.findOnlyTenantOf("ada")).contains(ACME);
    assertThat(people.findOnlyTenantOf("bob")).isEmpty();
    assertThat(people.findOnlyTenantOf("nobody")).isEmpty();
  }

  @Test
  void names_people_of_its_own_tenant_only() {
    UUID ada = people.create(ACME, "ada", Role.EDITORS, PASSWORD, false).getId();

    assertThat(people.userNames(ACME, Set.of(ada))).containsExactly(Map.entry(ada, "ada"));
    assertThat(people.userNames(GLOBEX, Set.of(ada))).isEmpty();
    assertThat(people.userNames(ACME, Set.of())).isEmpty();
  }

  private void change(TenantId tenant, UUID id, String current, String chosen) {
    people.changePassword(
        tenant, id, new PersonService.PasswordChange(current, chosen, HERE), () -> {});
  }

  private void fail(int times, String userName, String address) {
    for (int i = 0; i < times; i++) {
      refused(
          () -> people.authenticate(ACME, userName, "wrong", address), ErrorCode.SIGN_IN_REFUSED);
    }
  }

  private static void invalid(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.fields()).containsOnlyKeys(field));
  }

  @Test
  void seeds_accounts_again_with_another_password() {
    people.seed(ACME, Map.of("ada", Role.EDITORS), PASSWORD);

    people.seed(ACME, Map.of("ada", Role.EDITORS), "another password");

    assertThat(people.authenticate(ACME, "ada", "another password", HERE)).isNotNull();
    refused(() -> people.authenticate(ACME, "ada", PASSWORD, HERE), ErrorCode.SIGN_IN_REFUSED);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
