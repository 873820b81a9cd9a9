package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeyRepositoryTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private SigningKeyRepository keys;

  @BeforeEach
  void start() {
    keys = database.repository(SigningKeyRepository.class);
  }

  private SigningKey saved(String id, Instant createdAt) {
    SigningKey key = new SigningKey(id, "sealed", createdAt, createdAt.plusSeconds(600));
    keys.save(key);
    return key;
  }

  @Test
  void lists_the_newest_key_first() {
    saved("old", NOON);
    saved("new", NOON.plusSeconds(1));

    assertThat(keys.list()).extracting(SigningKey::id).containsExactly("new", "old");
  }

  @Test
  void keeps_when_a_key_retires() {
    SigningKey key = saved("old", NOON);
    key.retire(NOON.plusSeconds(5));

    keys.save(key);

    assertThat(SigningKeyView.of(keys.list().get(0)))
        .isEqualTo(new SigningKeyView("old", NOON, NOON.plusSeconds(600), NOON.plusSeconds(5)));
  }

  @Test
  void deletes_keys_that_retired_long_ago_and_no_other() {
    SigningKey gone = saved("gone", NOON);
    gone.retire(NOON.plusSeconds(5));
    keys.save(gone);
    SigningKey retired = saved("retired", NOON);
    retired.retire(NOON.plusSeconds(6));
    keys.save(retired);
    saved("present", NOON);

    keys.deleteRetiredBefore(NOON.plusSeconds(6));

    assertThat(keys.list())
        .extracting(SigningKey::id)
        .containsExactlyInAnyOrder("retired", "present");
  }
}
