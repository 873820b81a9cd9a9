package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.backend.Access;
import io.lakegate.ledger.LeaseLost;
import io.lakegate.ledger.Limits;
import io.lakegate.ledger.TestLedger;
import io.lakegate.ledger.Tracker;
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
  private Tracker tracker;
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
    watch = LedgerRows.watch(ACME, session);
    watch.session = ledger.session(session);
    watch.activate(statement);
    watch.readAt = ledger.clock.instant();
    watch.toSend = Mark.of(statement);
  }

  @AfterEach
  void end() {
    TestLedger.stop(tracker);
  }

  private void holdFor(Duration time) {
    Instant now = ledger.clock.instant();
    watch.lease.hold(now, now.plus(time));
  }

  @Test
  void a_node_whose_lease_ran_out_before_it_could_send_asks_the_backend_nothing() {
    holdFor(Limits.LEASE_MARGIN);

    Duration rest = ledger.stepNow(watch);

    assertThat(rest).isZero();
    assertThat(ledger.livy.calls).isEmpty();
    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(watch.toSend).isNull();
  }

  @Test
  void a_node_whose_lease_lasts_a_moment_longer_sends() {
    holdFor(Limits.LEASE_MARGIN.plusNanos(1));

    ledger.stepNow(watch);

    assertThat(ledger.livy.submitted).containsExactly("1+1");
  }

  @Test
  void a_step_that_takes_longer_than_its_lease_keeps_it() throws Exception {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    ledger.livy.onSubmitted(
        () -> {
          ledger.clock.passes(Limits.RENEW_BEFORE);
          TestLedger.beat(tracker);
          ledger.clock.passes(Limits.RENEW_BEFORE.plusSeconds(1));
          taken.complete(ledger.takenByAnotherNode(session));
        });

    ledger.sessions(tracker).send(ACME, session, statement);

    assertThat(taken.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void what_fails_before_a_request_leaves_no_doubt_that_it_was_not_sent() {
    holdFor(Limits.LEASE);
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

    assertThatThrownBy(() -> ledger.stepNow(watch)).hasMessageContaining("full");

    assertThat(watch.toSend).isEqualTo(Mark.of(statement));
    assertThat(ledger.livy.submitted).isEmpty();
  }

  @Test
  void a_node_whose_lease_runs_out_while_it_looks_at_the_session_sends_nothing() {
    holdFor(Limits.LEASE);
    Function<UUID, Access> opening = ledger.opening;
    ledger.opening =
        owner -> {
          ledger.clock.passes(Limits.LEASE);
          return opening.apply(owner);
        };

    Duration rest = ledger.stepNow(watch);

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
    ledger.clock.passes(Limits.LEASE.plusSeconds(1));
    ledger.takenByAnotherNode(session);
    holdFor(Limits.LEASE);

    ledger.stepNow(watch);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(ledger.statement(statement.getId()).isSent()).isFalse();
    assertThat(watch.readAt).isNull();
  }

  /** While it looks at the session, the process is stopped for longer than its lease lasts. */
  private void pausesWhileItLooks(Runnable meanwhile) {
    ledger.livy.onFind(
        () -> {
          ledger.clock.passes(Limits.LEASE.plusSeconds(1));
          meanwhile.run();
        });
  }

  @Test
  void a_node_that_was_paused_for_longer_than_its_lease_sends_nothing_when_it_wakes() {
    holdFor(Limits.LEASE);
    pausesWhileItLooks(() -> assertThat(ledger.takenByAnotherNode(session)).isTrue());

    ledger.stepNow(watch);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(watch.toSend).isNull();
    assertThat(ledger.statement(statement.getId()).isSent()).isFalse();
  }

  @Test
  void after_a_slow_look_the_store_is_asked_once_more_and_its_no_counts() {
    holdFor(Limits.LEASE);
    ledger.livy.onFind(
        () -> {
          // Another node's clock is ahead: it believes that the lease is over.
          ledger.clock.passes(Limits.LEASE.plusSeconds(1));
          ledger.takenByAnotherNode(session);
          ledger.clock.passes(Limits.LEASE.plusSeconds(1).negated());
          ledger.clock.passes(Limits.CONFIRMED_FOR);
        });

    ledger.stepNow(watch);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(ledger.statement(statement.getId()).isSent()).isFalse();
  }

  @Test
  void a_node_does_not_take_another_nodes_mark_for_its_own() {
    holdFor(Limits.LEASE);
    Mark stale = watch.toSend;
    // Its own word that nothing was sent came through, though it never heard so.
    ledger.statements.update(ACME, statement.getId(), found -> found.notSent("for the test"));
    ledger.statements.update(
        ACME, statement.getId(), found -> found.sending(-1, ledger.clock.instant()));
    watch.activate(ledger.statement(statement.getId()));
    watch.toSend = stale;

    ledger.stepNow(watch);

    assertThat(ledger.livy.submitted).isEmpty();
    assertThat(ledger.statement(statement.getId()).isSent()).isTrue();
  }

  @Test
  void a_node_takes_only_its_own_mark_back() {
    watch.lease.letGo();
    ledger.statements.update(ACME, statement.getId(), found -> found.notSent("for the test"));
    ledger.statements.update(
        ACME, statement.getId(), found -> found.sending(-1, ledger.clock.instant()));

    ledger.stepNow(watch);

    assertThat(ledger.statement(statement.getId()).isSent()).isTrue();
  }

  @Test
  void a_launch_that_was_paused_for_longer_than_its_lease_creates_nothing() {
    UUID launched = ledger.launch();
    Watch asleep = LedgerRows.watch(ACME, launched);
    asleep.session = ledger.session(launched);
    asleep.readAt = ledger.clock.instant();

    assertThatThrownBy(() -> ledger.stepNow(asleep)).isInstanceOf(LeaseLost.class);

    assertThat(ledger.livy.calls).doesNotContain("create");
    assertThat(ledger.session(launched).getAttemptedAt()).isNull();
  }

  @Test
  void a_stop_that_was_paused_for_longer_than_its_lease_deletes_nothing() {
    ledger.sessions.update(
        ACME, session, found -> found.requestStop(EndCause.USER, ledger.clock.instant()));
    watch.session = ledger.session(session);
    watch.active = null;
    holdFor(Limits.LEASE);
    pausesWhileItLooks(() -> {});

    assertThatThrownBy(() -> ledger.stepNow(watch)).isInstanceOf(LeaseLost.class);

    assertThat(ledger.livy.calls).doesNotContain("delete");
    assertThat(ledger.session(session).isEnded()).isFalse();
  }
}
