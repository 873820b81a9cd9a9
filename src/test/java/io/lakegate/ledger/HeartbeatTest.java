package io.lakegate.ledger;

import static io.lakegate.ledger.ObservedLedger.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.MovingClock;
import io.lakegate.platform.deadline.CallLimit;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases are renewed apart from the steps, and a lease that is lost ends what is done under it. */
class HeartbeatTest {
  private static final Duration HALF = Limits.LEASE.minus(Limits.RENEW_BEFORE);
  private static final WorkKey KEY =
      new WorkKey(new TenantId(new UUID(0xac, 1)), "batch", new UUID(0xba, 1));

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
  private final ObservedLedger observed = new ObservedLedger(clock);
  private final BlockingQueue<Work> stepped = new LinkedBlockingQueue<>();
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile Function<Work, Duration> step = work -> Duration.ofSeconds(9);

  private final class Batch extends Work {
    Batch(WorkKey key) {
      super(key);
    }

    @Override
    protected boolean read(boolean changed) {
      return true;
    }

    @Override
    protected Object place() {
      return key();
    }

    @Override
    protected Duration step() {
      stepped.add(this);
      return step.apply(this);
    }

    @Override
    protected boolean isWarm(Instant now) {
      return true;
    }
  }

  private final class Batches implements WorkKind {
    @Override
    public String kind() {
      return "batch";
    }

    @Override
    public Work work(WorkKey key) {
      return new Batch(key);
    }
  }

  @BeforeEach
  void start() {
    observed.tracker.register(new Batches());
  }

  @AfterEach
  void end() {
    answered.countDown();
    observed.close();
  }

  /** A step that hangs at its backend until the test is over. */
  private Work hanging() throws InterruptedException {
    step =
        work -> {
          try {
            answered.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return null;
        };
    observed.tracker.wake(KEY);
    return next(stepped);
  }

  private boolean isOver(Work work) {
    return work.lease().isOver(clock.instant());
  }

  @Test
  void a_lease_is_renewed_while_its_step_hangs_once_half_of_it_is_over() throws Exception {
    Work work = hanging();
    clock.passes(HALF.minusMillis(1));
    observed.beat();
    assertThat(observed.renewals).isEmpty();

    clock.passes(Duration.ofMillis(1));
    observed.beat();

    assertThat(next(observed.renewals).until()).isEqualTo(clock.instant().plus(Limits.LEASE));
    clock.passes(HALF.plusSeconds(1));
    assertThat(isOver(work)).isFalse();
  }

  @Test
  void work_that_rests_keeps_its_lease_too() throws Exception {
    observed.tracker.wake(KEY);
    Work work = next(stepped);
    clock.passes(HALF);

    observed.beat();

    assertThat(next(observed.renewals).key()).isEqualTo(KEY);
    assertThat(work.lease().remaining(clock.instant()))
        .isEqualTo(Limits.LEASE.minus(Limits.LEASE_MARGIN));
  }

  @Test
  void a_store_that_refuses_ends_the_lease_under_the_running_step() throws Exception {
    Work work = hanging();
    clock.passes(HALF);
    observed.claimable = false;

    observed.beat();

    assertThat(isOver(work)).isTrue();
  }

  @Test
  void a_store_that_is_away_lets_the_lease_run_out_and_is_asked_again() throws Exception {
    Work work = hanging();
    clock.passes(HALF);
    observed.failing = new IllegalStateException("the database is away");
    assertThatThrownBy(observed::beat).hasMessageContaining("away");
    assertThat(isOver(work)).isFalse();

    observed.failing = null;
    observed.beat();

    assertThat(observed.renewals).hasSize(1);
    clock.passes(Limits.LEASE);
    assertThat(isOver(work)).isTrue();
  }

  @Test
  void a_node_that_slept_through_its_lease_renews_nothing() throws Exception {
    hanging();
    clock.passes(Limits.LEASE);

    observed.beat();

    assertThat(observed.renewals).isEmpty();
  }

  @Test
  void remote_calls_of_a_step_may_last_as_long_as_its_lease() throws Exception {
    BlockingQueue<Duration> limits = new LinkedBlockingQueue<>();
    step =
        work -> {
          limits.add(CallLimit.current().get());
          clock.passes(Duration.ofSeconds(3));
          limits.add(CallLimit.current().get());
          return null;
        };

    observed.tracker.wake(KEY);

    assertThat(next(limits)).isEqualTo(Duration.ofSeconds(9));
    assertThat(next(limits)).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void a_step_that_finds_its_lease_lost_lets_go_of_the_work() throws Exception {
    step =
        work -> {
          throw new LeaseLost(KEY);
        };
    observed.tracker.wake(KEY);
    Work before = next(stepped);
    step = work -> null;

    Work after = before;
    while (after == before) {
      observed.tracker.wake(KEY);
      after = next(stepped);
    }

    assertThat(after.key()).isEqualTo(KEY);
    assertThat(before.broken).isZero();
  }

  @Test
  void many_leases_are_renewed_in_several_transactions() throws Exception {
    for (int i = 0; i < 120; i++) {
      observed.tracker.wake(new WorkKey(KEY.tenant(), "batch", new UUID(0xba, i)));
    }
    for (int i = 0; i < 120; i++) {
      next(stepped);
    }
    clock.passes(HALF);

    observed.beat();

    assertThat(observed.renewals).hasSize(120);
  }

  @Test
  void failures_in_a_row_are_counted_until_a_step_succeeds() throws Exception {
    List<Integer> broken = new CopyOnWriteArrayList<>();
    step =
        work -> {
          broken.add(work.broken);
          if (broken.size() <= 2) {
            throw new IllegalStateException("for the test");
          }
          return Duration.ofMinutes(1);
        };

    for (int i = 0; i < 4; i++) {
      observed.tracker.wake(KEY);
      next(stepped);
    }
    observed.close();

    assertThat(broken).startsWith(0, 1, 2, 0);
  }
}
