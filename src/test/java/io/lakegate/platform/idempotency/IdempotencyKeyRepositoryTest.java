package io.lakegate.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyKeyRepositoryTest extends RepositoryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final UUID person = UUID.randomUUID();
  private final UUID resource = UUID.randomUUID();
  private final IdempotencyKey key = IdempotencyKey.of(person, "k", "launch a");
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
                .setParameter(1, person)
                .setParameter(2, ACME.value())
                .executeUpdate());
  }

  @Test
  void a_key_leads_to_what_it_started() {
    keys.take(ACME, key, resource, NOW);

    assertThat(keys.find(ACME, key)).contains(resource);
    assertThat(keys.find(ACME, IdempotencyKey.of(person, "other", "launch a"))).isEmpty();
    assertThat(keys.find(ACME, null)).isEmpty();
  }

  @Test
  void another_tenants_or_persons_key_is_not_found() {
    keys.take(ACME, key, resource, NOW);

    assertThat(keys.find(GLOBEX, key)).isEmpty();
    assertThat(keys.find(ACME, IdempotencyKey.of(UUID.randomUUID(), "k", "launch a"))).isEmpty();
  }

  @Test
  void a_key_used_for_something_else_is_refused() {
    keys.take(ACME, key, resource, NOW);

    assertThatThrownBy(() -> keys.find(ACME, IdempotencyKey.of(person, "k", "launch b")))
        .asInstanceOf(InstanceOfAssertFactories.type(LakegateException.class))
        .extracting(LakegateException::code)
        .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void of_many_who_take_a_key_at_once_one_gets_it() throws Exception {
    int many = 4;
    CyclicBarrier together = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      List<Future<Boolean>> takers = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        takers.add(threads.submit(() -> take(together)));
      }
      int taken = 0;
      for (Future<Boolean> taker : takers) {
        taken += taker.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean take(CyclicBarrier together) throws Exception {
    together.await();
    try {
      keys.take(ACME, key, UUID.randomUUID(), NOW);
      return true;
    } catch (PersistenceException e) {
      return false;
    }
  }

  @Test
  void a_key_is_forgotten_after_a_day() {
    keys.take(ACME, key, resource, NOW);

    keys.sweep(NOW.plus(Duration.ofDays(1)));
    assertThat(keys.find(ACME, key)).isPresent();

    keys.sweep(NOW.plus(Duration.ofDays(1)).plusSeconds(1));
    assertThat(keys.find(ACME, key)).isEmpty();
  }
}
