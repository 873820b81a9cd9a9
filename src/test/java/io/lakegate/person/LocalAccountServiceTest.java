package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalAccountServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private PersonRepository people;
  private SignInRepository signIns;
  private RestTokenRepository tokens;
  private LocalAccountService service;

  @BeforeEach
  void start() {
    people = database.repository(PersonRepository.class);
    signIns = database.repository(SignInRepository.class);
    tokens = database.repository(RestTokenRepository.class);
    service = new LocalAccountService();
    service.signIns = signIns;
    service.tokens = tokens;
    service.clock = Clock.fixed(NOON, ZoneOffset.UTC);
  }

  private Person local(TenantId tenant) {
    Person person = new Person(tenant, "ada", Role.EDITORS, NOON);
    person.changePassword("hash", false);
    return people.save(tenant, person);
  }

  private Person ofProvider(TenantId tenant) {
    Person person = Person.ofProvider(tenant, "issuer bob", NOON);
    person.seen("bob", null, GroupsSource.TOKEN, NOON);
    return people.save(tenant, person);
  }

  private void signIn(Person person) {
    String cookie = UUID.randomUUID().toString();
    SignInOrigin here = new SignInOrigin("192.0.2.1", "Firefox");
    signIns.save(
        person.getTenantId(),
        new SignIn(person.getTenantId(), person.getId(), cookie, null, here, NOON));
  }

  private UUID token(Person person) {
    TenantId tenant = person.getTenantId();
    RestToken token =
        new RestToken(tenant, person.getId(), "t", Role.VIEWERS, NOON, NOON.plusSeconds(60));
    return tokens.create(tenant, token, null).getId();
  }

  private boolean isRevoked(TenantId tenant, UUID token) {
    return tokens.find(tenant, token).orElseThrow().getRevokedAt() != null;
  }

  private int signIns(Person person) {
    return signIns.list(person.getTenantId(), person.getId(), NOON, 10).size();
  }

  @Test
  void ends_what_people_with_a_password_have_begun_and_nothing_else() {
    Person ada = local(ACME);
    Person bob = ofProvider(ACME);
    Person theirs = local(GLOBEX);
    signIn(ada);
    signIn(bob);
    signIn(theirs);
    UUID adas = token(ada);
    UUID bobs = token(bob);
    UUID other = token(theirs);

    service.end(ACME);

    assertThat(signIns(ada)).isZero();
    assertThat(signIns(bob)).isEqualTo(1);
    assertThat(signIns(theirs)).isEqualTo(1);
    assertThat(isRevoked(ACME, adas)).isTrue();
    assertThat(isRevoked(ACME, bobs)).isFalse();
    assertThat(isRevoked(GLOBEX, other)).isFalse();
  }
}
