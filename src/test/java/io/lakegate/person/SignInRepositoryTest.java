package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Role;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInRepositoryTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SignInOrigin HERE = new SignInOrigin("192.0.2.1", "Firefox on Linux");

  private SignInRepository signIns;
  private Person ada;

  @BeforeEach
  void start() {
    signIns = database.repository(SignInRepository.class);
    Person person = new Person(ACME, "ada", Role.EDITORS, NOON);
    person.changePassword("hash", false);
    ada = database.repository(PersonRepository.class).save(ACME, person);
  }

  private SignIn saved(String digest, Instant at) {
    return signIns.save(ACME, new SignIn(ACME, ada.getId(), digest, null, HERE, at));
  }

  @Test
  void keeps_where_a_sign_in_came_from() {
    saved("a", NOON);

    SignIn found = signIns.findByCookie(ACME, "a").orElseThrow().signIn();

    assertThat(found.getAddress()).isEqualTo("192.0.2.1");
    assertThat(found.getBrowser()).isEqualTo("Firefox on Linux");
  }

  @Test
  void lists_the_live_ones_of_a_person_the_last_used_first() {
    saved("ended", NOON.minus(SignIn.MAX_LIFETIME));
    saved("idle", NOON.minus(SignIn.IDLE));
    SignIn older = saved("older", NOON.minusSeconds(60));
    SignIn newer = saved("newer", NOON);

    assertThat(signIns.list(ACME, ada.getId(), NOON, 10)).containsExactly(newer, older);
  }

  @Test
  void knows_no_sign_in_of_another_tenant() {
    SignIn signIn = saved("a", NOON);

    signIns.delete(GLOBEX, "a");
    signIns.deleteOthers(GLOBEX, ada.getId(), "b");
    signIns.deleteExpired(GLOBEX, NOON.plus(SignIn.MAX_LIFETIME).plusSeconds(1));
    signIns.recordActivity(GLOBEX, signIn.getId(), NOON.plusSeconds(99));

    assertThat(signIns.findByCookie(GLOBEX, "a")).isEmpty();
    assertThat(signIns.list(GLOBEX, ada.getId(), NOON, 10)).isEmpty();
    assertThat(signIns.findByCookie(ACME, "a").orElseThrow().signIn().getLastSeenAt())
        .isEqualTo(NOON);
    assertThatThrownBy(() -> signIns.save(GLOBEX, signIn))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
