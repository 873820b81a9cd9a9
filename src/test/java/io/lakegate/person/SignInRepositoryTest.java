package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Role;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInRepositoryTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  private SignInRepository signIns;
  private UUID ada;

  @BeforeEach
  void start() {
    signIns = database.repository(SignInRepository.class);
    Person person = new Person(ACME, "ada", Role.EDITORS, NOON);
    person.changePassword("hash", false);
    ada = database.repository(PersonRepository.class).save(ACME, person).getId();
  }

  private SignIn saved(String cookie) {
    return signIns.save(ACME, new SignIn(ACME, ada, cookie, NOON));
  }

  @Test
  void finds_a_sign_in_by_its_cookie() {
    saved("digest");

    SignIn found = signIns.findByCookie(ACME, "digest").orElseThrow();

    assertThat(found.getPersonId()).isEqualTo(ada);
    assertThat(found.getCreatedAt()).isEqualTo(NOON);
    assertThat(found.getLastSeenAt()).isEqualTo(NOON);
    assertThat(signIns.findByCookie(ACME, "another")).isEmpty();
  }

  @Test
  void records_activity() {
    SignIn signIn = saved("digest");

    signIns.recordActivity(ACME, signIn.getId(), NOON.plusSeconds(90));

    assertThat(signIns.findByCookie(ACME, "digest").orElseThrow().getLastSeenAt())
        .isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void ends_one_sign_in() {
    saved("one");
    saved("other");

    signIns.delete(ACME, "one");

    assertThat(signIns.findByCookie(ACME, "one")).isEmpty();
    assertThat(signIns.findByCookie(ACME, "other")).isPresent();
  }

  @Test
  void ends_every_other_sign_in_of_a_person() {
    saved("this");
    saved("phone");

    signIns.deleteOthers(ACME, ada, "this");

    assertThat(signIns.findByCookie(ACME, "this")).isPresent();
    assertThat(signIns.findByCookie(ACME, "phone")).isEmpty();
  }

  @Test
  void does_not_find_another_tenants_sign_in() {
    saved("digest");

    assertThat(signIns.findByCookie(GLOBEX, "digest")).isEmpty();
  }

  @Test
  void does_not_save_another_tenants_sign_in() {
    SignIn signIn = saved("digest");

    assertThatThrownBy(() -> signIns.save(GLOBEX, signIn))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_record_activity_of_another_tenants_sign_in() {
    SignIn signIn = saved("digest");

    signIns.recordActivity(GLOBEX, signIn.getId(), NOON.plusSeconds(90));

    assertThat(signIns.findByCookie(ACME, "digest").orElseThrow().getLastSeenAt()).isEqualTo(NOON);
  }

  @Test
  void does_not_end_another_tenants_sign_ins() {
    saved("digest");

    signIns.delete(GLOBEX, "digest");
    signIns.deleteOthers(GLOBEX, ada, "keep");
    signIns.deleteExpired(GLOBEX, NOON.plusSeconds(1_000_000));

    assertThat(signIns.findByCookie(ACME, "digest")).isPresent();
  }
}
