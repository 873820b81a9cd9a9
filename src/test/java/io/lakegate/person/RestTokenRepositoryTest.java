package io.lakegate.person;

import static io.lakegate.person.RestTokenRepository.Shown.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
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
    return tokens.create(
        ACME,
        new RestToken(ACME, ada.getId(), name, Role.EDITORS, createdAt, createdAt.plusSeconds(60)),
        null);
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
  void keeps_the_first_revocation_and_forgets_no_other_time() {
    RestToken token = saved("ci", NOON);
    tokens.revoke(ACME, token.getId(), NOON.plusSeconds(5));

    tokens.revoke(ACME, token.getId(), NOON.plusSeconds(9));

    RestToken found = tokens.find(ACME, token.getId()).orElseThrow();
    assertThat(found.getRevokedAt()).isEqualTo(NOON.plusSeconds(5));
    assertThat(found.getLastUsedAt()).isNull();
  }

  @Test
  void does_not_revoke_another_tenants_token() {
    RestToken token = saved("ci", NOON);

    tokens.revoke(GLOBEX, token.getId(), NOON.plusSeconds(5));

    assertThat(tokens.find(ACME, token.getId()).orElseThrow().getRevokedAt()).isNull();
  }

  @Test
  void stores_no_token_whose_key_is_taken() {
    tokens.idempotencyKeys = database.repository(IdempotencyKeyRepository.class);
    IdempotencyKey key = IdempotencyKey.of(ada.getId(), "once", "token");
    RestToken first =
        new RestToken(ACME, ada.getId(), "a", Role.EDITORS, NOON, NOON.plusSeconds(9));
    RestToken second =
        new RestToken(ACME, ada.getId(), "b", Role.EDITORS, NOON, NOON.plusSeconds(9));
    tokens.create(ACME, first, key);

    assertThatThrownBy(() -> tokens.create(ACME, second, key))
        .isInstanceOf(PersistenceException.class);

    assertThat(tokens.list(ACME, null, EVERYTHING, null, 10)).containsExactly(first);
  }

  @Test
  void goes_on_behind_the_last_row_also_where_times_are_equal() {
    saved("a", NOON);
    saved("b", NOON);
    saved("c", NOON.minusSeconds(1));
    RestToken last = tokens.list(ACME, null, EVERYTHING, null, 10).get(0);

    List<RestToken> behind =
        tokens.list(
            ACME,
            null,
            EVERYTHING,
            new NameCursor(last.getCreatedAt().toString(), last.getId()),
            10);

    assertThat(behind).hasSize(2).doesNotContain(last);
    assertThat(behind.get(1).getName()).isEqualTo("c");
  }

  @Test
  void refuses_a_cursor_without_a_time() {
    assertThatThrownBy(
            () -> tokens.list(ACME, null, EVERYTHING, new NameCursor("ada", ada.getId()), 10))
        .isInstanceOf(LakegateException.class);
  }

  @Test
  void records_when_a_token_was_used() {
    RestToken token = saved("ci", NOON);

    tokens.recordUse(ACME, token.getId(), NOON.plusSeconds(7));

    assertThat(tokens.find(ACME, token.getId()).orElseThrow().getLastUsedAt())
        .isEqualTo(NOON.plusSeconds(7));
  }

  @Test
  void lists_the_newest_first_up_to_one_more_than_the_limit() {
    saved("old", NOON);
    saved("new", NOON.plusSeconds(1));
    saved("oldest", NOON.minusSeconds(1));

    assertThat(tokens.list(ACME, ada.getId(), EVERYTHING, null, 1))
        .extracting(RestToken::getName)
        .containsExactly("new", "old");
  }

  @Test
  void lists_one_persons_tokens_or_everybodys() {
    saved("adas", NOON);

    assertThat(tokens.list(ACME, null, EVERYTHING, null, 10)).hasSize(1);
    assertThat(tokens.list(ACME, UUID.randomUUID(), EVERYTHING, null, 10)).isEmpty();
  }

  @Test
  void does_not_list_another_tenants_tokens() {
    saved("adas", NOON);

    assertThat(tokens.list(GLOBEX, null, EVERYTHING, null, 10)).isEmpty();
    assertThat(tokens.list(GLOBEX, ada.getId(), EVERYTHING, null, 10)).isEmpty();
  }

  @Test
  void does_not_find_another_tenants_token() {
    RestToken token = saved("adas", NOON);

    assertThat(tokens.find(GLOBEX, token.getId())).isEmpty();
    assertThat(tokens.findBearer(GLOBEX, token.getId())).isEmpty();
  }

  @Test
  void does_not_save_another_tenants_token() {
    RestToken token = saved("adas", NOON);

    assertThatThrownBy(() -> tokens.create(GLOBEX, token, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_record_the_use_of_another_tenants_token() {
    RestToken token = saved("adas", NOON);

    tokens.recordUse(GLOBEX, token.getId(), NOON);

    assertThat(tokens.find(ACME, token.getId()).orElseThrow().getLastUsedAt()).isNull();
  }
}
