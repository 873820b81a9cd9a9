package io.lakegate.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyKeySweepTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final UUID ada = UUID.randomUUID();
  private IdempotencyKeyRepository keys;

  @BeforeEach
  void start() {
    keys = database.repository(IdempotencyKeyRepository.class);
    database.run(
        entityManager ->
            entityManager
                .createNativeQuery(
                    "insert into person (id, tenant_id, version, user_name, role, password_hash,"
                        + " password_generated, created_at)"
                        + " values (?1, ?2, 0, 'ada', 'EDITORS', 'x', false, current_timestamp)")
                .setParameter(1, ada)
                .setParameter(2, ACME.value())
                .executeUpdate());
  }

  @Test
  void forgets_a_key_after_a_day() {
    IdempotencyKey old = IdempotencyKey.of(ada, "old", "launch");
    IdempotencyKey young = IdempotencyKey.of(ada, "young", "launch");
    keys.take(ACME, old, UUID.randomUUID(), NOON.minus(Duration.ofHours(24)).minusSeconds(1));
    keys.take(ACME, young, UUID.randomUUID(), NOON.minus(Duration.ofHours(24)).plusSeconds(1));

    keys.sweep(NOON);

    assertThat(keys.find(ACME, old)).isEmpty();
    assertThat(keys.find(ACME, young)).isPresent();
  }
}
