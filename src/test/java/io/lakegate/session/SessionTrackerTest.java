package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Access;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session nobody uses is let go of, and looked after again the moment somebody does. */
class SessionTrackerTest extends RepositoryTest {
  private final CountDownLatch sent = new CountDownLatch(1);
  private Ledger ledger;
  private SessionTracker tracker;
  private UUID session;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    session = ledger.ready();
    ledger.livy.onSubmitted(sent::countDown);
    tracker = ledger.tracker();
  }

  @AfterEach
  void end() {
    tracker.stop();
  }

  private void submit() {
    Statement statement = ledger.submit(session, "1+1");
    tracker.send(ACME, session, statement.getId());
  }

  private boolean isSent() throws InterruptedException {
    return sent.await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_statement_in_a_session_no_node_looks_after_is_sent_at_once() throws Exception {
    ledger.clock.passes(Duration.ofMinutes(5));
    ledger.leases.release(ACME, session, Node.ID, ledger.clock.instant().plusSeconds(300));

    submit();

    assertThat(isSent()).isTrue();
  }

  @Test
  void a_statement_that_comes_while_its_session_is_let_go_of_is_sent_at_once() throws Exception {
    SessionLeaseRepository leases = ledger.leases;
    tracker.leases =
        new SessionLeaseRepository() {
          @Override
          boolean claim(TenantId tenant, UUID id, String node, Instant now, Instant until) {
            return leases.claim(tenant, id, node, now, until);
          }

          @Override
          void release(TenantId tenant, UUID id, String node, Instant dueAt) {
            leases.release(tenant, id, node, dueAt);
            submit();
          }
        };
    ledger.clock.passes(Duration.ofMinutes(6));

    tracker.wake(ACME, session);

    assertThat(isSent()).isTrue();
  }

  @Test
  void a_step_that_fails_with_an_error_wedges_no_session_and_is_taken_again() throws Exception {
    Function<UUID, Access> opening = ledger.opening;
    CountDownLatch failed = new CountDownLatch(1);
    ledger.opening =
        person -> {
          ledger.opening = opening;
          failed.countDown();
          throw new StackOverflowError("for the test");
        };
    ledger.clock.passes(Duration.ofSeconds(6));
    submit();
    assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();

    tracker.wake(ACME, session);

    assertThat(isSent()).isTrue();
  }
}
