package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestTokenRepositoryTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  private RestTokenRepository tokens;
  private Person ada;

  @BeforeEach
  void start() {
    tokens = database.repository(RestTokenRepository.class);
    ada = database.repository(PersonRepository.class).save(ACME, person(ACME, "ada"));
  }

  private static Person person(TenantId tenant, String name) {
    Person person = new Person(tenant, name, Role.EDITORS, NOON);
    person.changePassword("hash", false);
    return person;
  }

  private RestToken saved(String name, Instant createdAt) {
    return tokens.save(
        ACME,
        new RestToken(ACME, ada.getId(), name, Role.EDITORS, createdAt, createdAt.plusSeconds(60)));
  }

  @Test
  void keeps_a_token_with_times_that_are_not_set() {
    RestToken token = saved("ci", NOON);

    RestToken found = tokens.find(ACME, token.getId()).orElseThrow();

    assertThat(found.getCreatedAt()).isEqualTo(NOON);
    assertThat(found.getExpiresAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(found.getLastUsedAt()).isNull();
    assertThat(found.getRevokedAt()).isNull();
  }

  @Test
  void keeps_a_revocation_and_forgets_no_other_time() {
    RestToken token = saved("ci", NOON);
    token.revoke(NOON.plusSeconds(5));

    tokens.save(ACME, token);

    RestToken found = tokens.find(ACME, token.getId()).orElseThrow();
    assertThat(found.getRevokedAt()).isEqualTo(NOON.plusSeconds(5));
    assertThat(found.getLastUsedAt()).isNull();
  }

  @Test
  void records_when_a_token_was_used() {
    RestToken token = saved("ci", NOON);

    tokens.recordUse(ACME, token.getId(), NOON.plusSeconds(7));

    assertThat(tokens.find(ACME, token.getId()).orElseThrow().getLastUsedAt())
        .isEqualTo(NOON.plusSeconds(7));
  }

  @Test
  void lists_the_newest_first_up_to_the_limit() {
    saved("old", NOON);
    saved("new", NOON.plusSeconds(1));
    saved("oldest", NOON.minusSeconds(1));

    assertThat(tokens.list(ACME, ada.getId(), 2))
        .extracting(RestToken::getName)
        .containsExactly("new", "old");
  }

  @Test
  void lists_one_persons_tokens_or_everybodys() {
    saved("adas", NOON);

    assertThat(tokens.list(ACME, null, 10)).hasSize(1);
    assertThat(tokens.list(ACME, UUID.randomUUID(), 10)).isEmpty();
  }

  @Test
  void does_not_list_another_tenants_tokens() {
    saved("adas", NOON);

    assertThat(tokens.list(GLOBEX, null, 10)).isEmpty();
    assertThat(tokens.list(GLOBEX, ada.getId(), 10)).isEmpty();
  }

  @Test
  void does_not_find_another_tenants_token() {
    RestToken token = saved("adas", NOON);

    assertThat(tokens.find(GLOBEX, token.getId())).isEmpty();
  }

  @Test
  void does_not_save_another_tenants_token() {
    RestToken token = saved("adas", NOON);

    assertThatThrownBy(() -> tokens.save(GLOBEX, token))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_record_the_use_of_another_tenants_token() {
    RestToken token = saved("adas", NOON);

    tokens.recordUse(GLOBEX, token.getId(), NOON);

    assertThat(tokens.find(ACME, token.getId()).orElseThrow().getLastUsedAt()).isNull();
  }
}
