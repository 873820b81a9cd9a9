package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.backend.Access;
import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only the node that holds a session's lease at that very moment sends code to it. */
class LeaseTest extends RepositoryTest {
  private Ledger ledger;
  private SessionTracker tracker;
  private UUID session;
  private Statement statement;
  private Watch watch;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    tracker = ledger.tracker();
    session = ledger.ready();
    statement = ledger.submit(session, "1+1");
    ledger.livy.calls.clear();
    watch = new Watch(ACME, session);
    watch.session = ledger.session(session);
    watch.activate(statement);
    watch.readAt = ledger.clock.instant();
    watch.toSend = statement.getId();
  }

  @AfterEach
  void end() {
    tracker.stop();
  }

  @Test
  void a_node_whose_lease_ran_out_before_it_could_send_asks_the_backend_nothing() {
    watch.leasedUntil = ledger.clock.instant();

    Duration rest = tracker.steps.step(watch);

    assertThat(rest).isZero();
    assertThat(ledger.livy.calls).isEmpty();
    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(watch.toSend).isNull();
  }

  @Test
  void a_node_whose_lease_lasts_a_moment_longer_sends() {
    watch.leasedUntil = ledger.clock.instant().plusNanos(1);

    tracker.steps.step(watch);

    assertThat(ledger.livy.submitted).containsExactly("1+1");
  }

  @Test
  void a_step_that_takes_longer_than_its_lease_keeps_it() throws Exception {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    ledger.livy.onSubmitted(
        () -> {
          ledger.clock.passes(Duration.ofSeconds(20));
          tracker.renew(ledger.clock.instant());
          ledger.clock.passes(Duration.ofSeconds(20));
          Instant now = ledger.clock.instant();
          taken.complete(
              ledger.leases.claim(ACME, session, "another node", now, now.plusSeconds(30)));
        });

    tracker.send(ACME, session, statement.getId());

    assertThat(taken.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void what_fails_before_a_request_leaves_no_doubt_that_it_was_not_sent() {
    watch.leasedUntil = ledger.clock.instant().plusSeconds(30);
    AtomicInteger opened = new AtomicInteger();
    Function<UUID, Access> opening = ledger.opening;
    ledger.opening =
        person -> {
          if (opened.incrementAndGet() == 2) {
            throw new IllegalStateException("the database is full");
          }
          return opening.apply(person);
        };
    // A slow look: what is known of the workspace and its token is read once more.
    ledger.livy.onFind(() -> watch.openedAt = Instant.EPOCH);

    assertThatThrownBy(() -> tracker.steps.step(watch)).hasMessageContaining("full");

    assertThat(watch.toSend).isEqualTo(statement.getId());
    assertThat(ledger.livy.submitted).isEmpty();
  }

  @Test
  void a_node_whose_lease_runs_out_while_it_looks_at_the_session_sends_nothing() {
    watch.leasedUntil = ledger.clock.instant().plus(SessionTracker.LEASE);
    Function<UUID, Access> opening = ledger.opening;
    ledger.opening =
        owner -> {
          ledger.clock.passes(SessionTracker.LEASE);
          return opening.apply(owner);
        };

    Duration rest = tracker.steps.step(watch);

    assertThat(rest).isZero();
    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(watch.toSend).isNull();
    assertThat(ledger.statement(statement.getId()).isSent()).isFalse();
  }

  @Test
  void a_statement_is_marked_as_being_sent_only_while_the_lease_is_held() {
    ledger.statements.update(ACME, statement.getId(), found -> found.notSent("for the test"));
    watch.activate(ledger.statement(statement.getId()));
    watch.toSend = null;
    ledger.clock.passes(SessionTracker.LEASE.plusSeconds(1));
    ledger.leases.claim(
        ACME,
        session,
        "another node",
        ledger.clock.instant(),
        ledger.clock.instant().plusSeconds(30));
    watch.leasedUntil = ledger.clock.instant().plusSeconds(30);

    tracker.steps.step(watch);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(ledger.statement(statement.getId()).isSent()).isFalse();
    assertThat(watch.readAt).isNull();
  }
}
