package io.lakegate.person;

import static io.lakegate.person.RestTokenRepository.Shown.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private SignInRepository signIns;
  private RestTokenRepository tokens;
  private Person ada;

  @BeforeEach
  void start() {
    signIns = database.repository(SignInRepository.class);
    tokens = database.repository(RestTokenRepository.class);
    Person person = new Person(ACME, "ada", Role.EDITORS, NOON);
    person.changePassword("hash", false);
    ada = database.repository(PersonRepository.class).save(ACME, person);
  }

  private void signIn(String cookie, Instant at) {
    signIns.save(
        ACME,
        new SignIn(ACME, ada.getId(), cookie, null, new SignInOrigin("192.0.2.1", "Firefox"), at));
  }

  @Test
  void forgets_sign_ins_that_have_ended_and_no_other() {
    signIn("yesterday", NOON.minus(Duration.ofDays(1)));
    signIn("idle", NOON.minus(SignIn.IDLE).minusSeconds(1));
    signIn("alive", NOON.minus(SignIn.IDLE).plusSeconds(1));
    SignInService service = new SignInService();
    service.repository = signIns;
    service.clock = Clock.fixed(NOON, ZoneOffset.UTC);

    service.sweep();

    assertThat(signIns.findByCookie(ACME, "yesterday")).isEmpty();
    assertThat(signIns.findByCookie(ACME, "idle")).isEmpty();
    assertThat(signIns.findByCookie(ACME, "alive")).isPresent();
  }

  @Test
  void shows_an_expired_token_for_another_month_and_then_forgets_it() {
    token("long gone", NOON.minus(Duration.ofDays(30)).minusSeconds(1));
    token("gone", NOON.minus(Duration.ofDays(30)).plusSeconds(1));
    token("alive", NOON.plusSeconds(1));
    RestTokenService service = new RestTokenService();
    service.repository = tokens;
    service.clock = Clock.fixed(NOON, ZoneOffset.UTC);

    service.sweep();

    assertThat(tokens.list(ACME, null, EVERYTHING, null, 10))
        .extracting(RestToken::getName)
        .containsExactlyInAnyOrder("gone", "alive");
  }

  private void token(String name, Instant expires) {
    tokens.create(
        ACME,
        new RestToken(
            ACME, ada.getId(), name, Role.EDITORS, expires.minus(Duration.ofDays(1)), expires),
        null);
  }
}
