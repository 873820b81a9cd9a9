package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Access;
import io.lakegate.ledger.TestLedger;
import io.lakegate.ledger.Tracker;
import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
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
  private Tracker tracker;
  private SessionTracker sessions;
  private UUID session;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    session = ledger.ready();
    ledger.livy.onSubmitted(sent::countDown);
    tracker = ledger.tracker();
    sessions = ledger.sessions(tracker);
  }

  @AfterEach
  void end() {
    TestLedger.stop(tracker);
  }

  private void submit() {
    Statement statement = ledger.submit(session, "1+1");
    sessions.send(ACME, session, statement);
  }

  private boolean isSent() throws InterruptedException {
    return sent.await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_statement_in_a_session_no_node_looks_after_is_sent_at_once() throws Exception {
    ledger.clock.passes(Duration.ofMinutes(5));
    ledger.work.release(SessionTracker.key(ACME, session), ledger.clock.instant().plusSeconds(300));

    submit();

    assertThat(isSent()).isTrue();
  }

  @Test
  void a_statement_that_comes_while_its_session_is_let_go_of_is_sent_at_once() throws Exception {
    TestLedger.onRelease(tracker, this::submit);
    ledger.clock.passes(Duration.ofMinutes(6));

    sessions.wake(ACME, session);

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

    sessions.wake(ACME, session);

    assertThat(isSent()).isTrue();
  }
}
