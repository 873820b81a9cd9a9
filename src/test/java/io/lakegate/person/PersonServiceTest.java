package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Role;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PASSWORD = "correct horse battery";

  private PersonService people;

  @BeforeEach
  void start() {
    people = new PersonService();
    people.repository = database.repository(PersonRepository.class);
    people.hash = new Quick();
    people.clock = Clock.fixed(NOON, ZoneOffset.UTC);
    people.start();
  }

  @Test
  void knows_a_person_by_name_and_password() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    assertThat(people.authenticate(ACME, "ada", PASSWORD).getUserName()).isEqualTo("ada");
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

    refused(() -> people.authenticate(ACME, "ada", "wrong"), ErrorCode.SIGN_IN_REFUSED);
    refused(() -> people.authenticate(ACME, "bob", PASSWORD), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void refuses_the_password_in_another_tenant() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    refused(() -> people.authenticate(GLOBEX, "ada", PASSWORD), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void refuses_an_empty_and_an_endless_password() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    refused(() -> people.authenticate(ACME, "ada", ""), ErrorCode.SIGN_IN_REFUSED);
    refused(() -> people.authenticate(ACME, "ada", "x".repeat(201)), ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void locks_an_account_after_the_fifth_wrong_password_in_a_row() {
    people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);

    for (int i = 0; i < 5; i++) {
      refused(() -> people.authenticate(ACME, "ada", "wrong"), ErrorCode.SIGN_IN_REFUSED);
    }

    refused(() -> people.authenticate(ACME, "ada", PASSWORD), ErrorCode.SIGN_IN_LOCKED);
  }

  @Test
  void seeds_accounts_again_with_another_password() {
    people.seed(ACME, Map.of("ada", Role.EDITORS), PASSWORD);

    people.seed(ACME, Map.of("ada", Role.EDITORS), "another password");

    assertThat(people.authenticate(ACME, "ada", "another password")).isNotNull();
    refused(() -> people.authenticate(ACME, "ada", PASSWORD), ErrorCode.SIGN_IN_REFUSED);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /** Hashing that takes no time; the real one is slow by intention. */
  private static final class Quick implements Pbkdf2PasswordHash {
    @Override
    public void initialize(Map<String, String> parameters) {
      // Nothing to set.
    }

    @Override
    public String generate(char[] password) {
      return PersonService.HASH_PREFIX + new StringBuilder().append(password).reverse();
    }

    @Override
    public boolean verify(char[] password, String hashed) {
      return generate(password).equals(hashed);
    }
  }
}
