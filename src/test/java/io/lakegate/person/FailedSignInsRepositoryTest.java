package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailedSignInsRepositoryTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SignInSubject ADA = SignInSubject.ofPair("ada", "192.0.2.1");

  private FailedSignInsRepository failed;

  @BeforeEach
  void start() {
    failed = database.repository(FailedSignInsRepository.class);
  }

  private void fail(TenantId tenant, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(failed.count(tenant, ADA, NOON)).isEmpty();
    }
  }

  @Test
  void counts_until_it_is_locked_and_no_further() {
    fail(ACME, 5);

    assertThat(failed.count(ACME, ADA, NOON)).contains(Duration.ofSeconds(30));
    assertThat(failed.count(ACME, ADA, NOON)).contains(Duration.ofSeconds(30));
  }

  @Test
  void counts_for_each_tenant_on_its_own() {
    fail(ACME, 5);

    assertThat(failed.count(GLOBEX, ADA, NOON)).isEmpty();
  }

  @Test
  void forgets_in_one_tenant_only() {
    fail(ACME, 5);
    fail(GLOBEX, 5);

    failed.forget(ACME, ADA);

    assertThat(failed.count(ACME, ADA, NOON)).isEmpty();
    assertThat(failed.count(GLOBEX, ADA, NOON)).isPresent();
  }

  @Test
  void takes_back_in_one_tenant_only() {
    fail(ACME, 5);
    fail(GLOBEX, 5);

    failed.takeBack(ACME, ADA);

    assertThat(failed.count(ACME, ADA, NOON)).isEmpty();
    assertThat(failed.count(GLOBEX, ADA, NOON)).isPresent();
  }

  @Test
  void counts_every_one_of_many_guesses_at_the_same_moment() throws Exception {
    fail(ACME, 1);
    Callable<Boolean> guess = () -> failed.count(ACME, ADA, NOON).isPresent();
    ExecutorService guessers = Executors.newFixedThreadPool(8);
    try {
      long locked = 0;
      for (Future<Boolean> answer : guessers.invokeAll(Collections.nCopies(20, guess))) {
        locked += answer.get() ? 1 : 0;
      }

      assertThat(locked).isEqualTo(16);
    } finally {
      guessers.shutdownNow();
    }
  }
}
