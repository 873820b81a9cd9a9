package io.lakegate.session;

import static io.lakegate.session.LedgerRows.ACME;
import static io.lakegate.session.LedgerRows.NOW;
import static io.lakegate.session.ObservedTracker.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.ledger.Limits;
import io.lakegate.ledger.Node;
import io.lakegate.ledger.ObservedLedger.Claim;
import io.lakegate.ledger.ObservedLedger.Release;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who looks after a session, for how long, and when it is looked at again. */
class TrackerTest {
  private final ObservedTracker observed = new ObservedTracker();
  private final UUID session = observed.session();

  @AfterEach
  void end() {
    observed.close();
  }

  /** Begins only when all of the step before is over. */
  private void stepAgain() throws InterruptedException {
    observed.wake(session);
    next(observed.stepped);
  }

  @Test
  void a_session_is_leased_for_ten_seconds_before_anything_is_done() throws Exception {
    observed.wake(session);

    assertThat(next(observed.stepped)).isEqualTo(session);
    assertThat(next(observed.claims))
        .isEqualTo(new Claim(ObservedTracker.key(session), Node.ID, NOW, NOW.plusSeconds(10)));
  }

  @Test
  void a_session_that_another_node_looks_after_is_left_alone() throws Exception {
    observed.ledger.claimable = false;

    observed.wake(session);
    next(observed.claims);
    observed.wake(session);
    next(observed.claims);

    assertThat(observed.read).doesNotContain(session);
  }

  @Test
  void a_session_launched_here_is_leased_already() throws Exception {
    observed.sessions.launched(ACME, session, NOW.plus(Limits.LEASE));

    assertThat(next(observed.stepped)).isEqualTo(session);
    assertThat(observed.claims).isEmpty();
  }

  @Test
  void a_lease_is_renewed_when_half_of_it_is_over_and_not_before() throws Exception {
    observed.step = watch -> Duration.ofSeconds(5);
    observed.sessions.launched(ACME, session, NOW.plusSeconds(10));
    next(observed.stepped);

    observed.clock.passes(Duration.ofMillis(4_999));
    observed.wake(session);
    next(observed.stepped);
    assertThat(observed.claims).isEmpty();
    observed.clock.passes(Duration.ofMillis(1));
    observed.wake(session);
    next(observed.stepped);
    assertThat(observed.claims).hasSize(1);

    observed.wake(session);
    next(observed.stepped);
    assertThat(observed.claims).hasSize(1);
  }

  @Test
  void a_statement_marked_as_being_sent_is_what_the_step_is_told_to_send() throws Exception {
    Statement statement = LedgerRows.running(observed.row(session));
    CompletableFuture<Mark> toSend = new CompletableFuture<>();
    observed.step =
        watch -> {
          toSend.complete(watch.toSend);
          return null;
        };

    observed.sessions.send(ACME, session, statement);

    assertThat(toSend.get(10, TimeUnit.SECONDS)).isEqualTo(Mark.of(statement));
  }

  @Test
  void a_session_that_has_ended_or_is_not_there_is_not_stepped() throws Exception {
    observed.row(session).end(EndCause.USER, null, NOW);
    UUID unknown = UUID.randomUUID();

    observed.wake(session);
    observed.wake(unknown);
    next(observed.read);
    next(observed.read);
    UUID alive = observed.session(UUID.randomUUID());
    observed.wake(alive);

    assertThat(next(observed.stepped)).isEqualTo(alive);
  }

  @Test
  void a_session_with_a_long_rest_is_let_go_of_until_the_rest_is_over() throws Exception {
    observed.clock.passes(Duration.ofMinutes(3));
    observed.step = watch -> Duration.ofMinutes(20);

    observed.wake(session);

    assertThat(next(observed.releases))
        .isEqualTo(
            new Release(
                ObservedTracker.key(session),
                Node.ID,
                observed.clock.instant().plus(Duration.ofMinutes(20))));
    observed.claims.clear();
    observed.stepped.clear();
    observed.wake(session);
    next(observed.stepped);
    assertThat(observed.claims).hasSize(1);
  }

  @Test
  void a_session_used_within_two_minutes_stays_with_its_node() throws Exception {
    observed.step = watch -> Duration.ofMinutes(20);
    observed.clock.passes(Duration.ofMinutes(2).minusNanos(1));
    observed.wake(session);
    next(observed.stepped);
    stepAgain();
    assertThat(observed.releases).isEmpty();

    observed.clock.passes(Duration.ofNanos(1));
    observed.wake(session);

    assertThat(next(observed.releases).key()).isEqualTo(ObservedTracker.key(session));
  }

  @Test
  void a_rest_of_ten_seconds_keeps_the_lease_however_long_nobody_used_the_session()
      throws Exception {
    observed.clock.passes(Duration.ofHours(1));
    observed.step = watch -> Duration.ofSeconds(10);

    observed.wake(session);
    next(observed.stepped);
    stepAgain();

    assertThat(observed.releases).isEmpty();
  }

  @Test
  void a_short_rest_is_followed_by_the_next_step() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    observed.step = watch -> steps.incrementAndGet() == 1 ? Duration.ofMillis(1) : null;

    observed.wake(session);

    assertThat(next(observed.stepped)).isEqualTo(session);
    assertThat(next(observed.stepped)).isEqualTo(session);
  }

  @Test
  void rows_are_read_again_only_when_somebody_changed_them_or_a_second_has_passed()
      throws Exception {
    AtomicInteger steps = new AtomicInteger();
    observed.step =
        watch -> {
          int done = steps.incrementAndGet();
          if (done == 3) {
            observed.clock.passes(Duration.ofMillis(1001));
          }
          return done < 4 ? Duration.ofMillis(1) : null;
        };

    observed.wake(session);
    for (int i = 0; i < 4; i++) {
      next(observed.stepped);
    }

    assertThat(observed.read).hasSize(2);
  }

  @Test
  void a_session_changed_during_its_step_is_read_and_stepped_again() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    observed.step =
        watch -> {
          await(changed);
          return Duration.ofMinutes(1);
        };
    observed.wake(session);
    next(observed.stepped);
    observed.wake(session);

    changed.countDown();

    assertThat(next(observed.stepped)).isEqualTo(session);
    assertThat(observed.read).hasSize(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void two_steps_of_one_session_never_run_at_once() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch twenty = new CountDownLatch(20);
    observed.step =
        watch -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          twenty.countDown();
          running.decrementAndGet();
          return Duration.ofMillis(1);
        };

    while (twenty.getCount() > 0) {
      observed.wake(session);
    }

    assertThat(most).hasValue(1);
  }

  @Test
  void due_sessions_are_taken_over_with_their_lease() throws Exception {
    observed.ledger.due.add(ObservedTracker.key(session));

    observed.tracker.begin();

    assertThat(next(observed.stepped)).isEqualTo(session);
    assertThat(observed.claims).isEmpty();
  }

  @Test
  void the_leases_of_a_process_that_is_gone_are_freed_before_anything_is_looked_for()
      throws Exception {
    observed.tracker.begin();

    assertThat(next(observed.freed)).isEqualTo(NOW);
  }

  @Test
  void another_nodes_change_concerns_only_who_looks_after_the_session() throws Exception {
    observed.tracker.begin();
    observed.step = watch -> Duration.ofMinutes(1);
    observed.wake(session);
    next(observed.stepped);
    observed.read.clear();

    observed.elsewhere.accept(ACME, observed.session());
    observed.elsewhere.accept(ACME, session);

    assertThat(next(observed.stepped)).isEqualTo(session);
    assertThat(observed.read).containsExactly(session);
  }

  @Test
  void a_node_that_has_stopped_takes_no_more_steps() {
    observed.close();

    observed.wake(session);

    assertThat(observed.stepped).isEmpty();
  }

  @Test
  void other_remote_work_runs_among_the_steps() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();

    observed.tracker.run(() -> ran.complete(Thread.currentThread()));

    assertThat(ran.get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
  }

  @Test
  void a_step_that_takes_long_has_its_lease_renewed_by_the_heartbeat() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    observed.step =
        watch -> {
          await(over);
          return null;
        };
    observed.sessions.launched(ACME, session, NOW.plusSeconds(10));
    next(observed.stepped);
    observed.clock.passes(Duration.ofSeconds(7));

    observed.tracker.begin();

    assertThat(next(observed.ledger.renewals).until()).isEqualTo(NOW.plusSeconds(17));
    assertThat(observed.claims).isEmpty();
    over.countDown();
  }

  @Test
  void a_session_used_within_two_minutes_is_not_let_go_of_and_needs_no_new_lease()
      throws Exception {
    observed.step = watch -> Duration.ofMinutes(20);

    for (int i = 0; i < 20; i++) {
      observed.wake(session);
      next(observed.stepped);
    }

    assertThat(observed.claims).hasSize(1);
  }
}
