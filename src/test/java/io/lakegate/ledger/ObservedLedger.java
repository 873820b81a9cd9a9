package io.lakegate.ledger;

import io.lakegate.platform.MovingClock;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The tracker with its own threads, on leases in memory; what becomes of them is noted. */
public final class ObservedLedger implements AutoCloseable {
  public record Claim(WorkKey key, String node, Instant now, Instant until) {}

  public record Release(WorkKey key, String node, Instant dueAt) {}

  public final MovingClock clock;
  public final Tracker tracker;
  public final BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
  public final BlockingQueue<Claim> renewals = new LinkedBlockingQueue<>();
  public final BlockingQueue<Release> releases = new LinkedBlockingQueue<>();
  public final BlockingQueue<Instant> freed = new LinkedBlockingQueue<>();
  public final List<WorkKey> due = new CopyOnWriteArrayList<>();

  /** Whether the store gives and renews leases. */
  public volatile boolean claimable = true;

  /** What the store throws when a lease is renewed; null for nothing. */
  public volatile RuntimeException failing;

  public ObservedLedger(MovingClock clock) {
    this.clock = clock;
    tracker = new TestLedger(new Rows(), clock).tracker();
  }

  private final class Rows extends LeaseRepository {
    @Override
    boolean claim(TenantId tenant, String kind, UUID id, String node, Instant now, Instant until) {
      claims.add(new Claim(new WorkKey(tenant, kind, id), node, now, until));
      return claimable;
    }

    @Override
    List<WorkKey> renew(String node, List<WorkKey> keys, Instant now, Instant until) {
      if (failing != null) {
        throw failing;
      }
      keys.forEach(key -> renewals.add(new Claim(key, node, now, until)));
      return claimable ? List.of() : keys;
    }

    @Override
    List<WorkKey> claimDue(
        String node, Collection<String> kinds, Instant now, Instant until, int limit) {
      boolean asked = node.equals(Node.ID) && until.equals(now.plus(Limits.LEASE)) && limit > 0;
      return asked ? due.stream().filter(key -> kinds.contains(key.kind())).toList() : List.of();
    }

    @Override
    void release(TenantId tenant, String kind, UUID id, String node, Instant dueAt) {
      releases.add(new Release(new WorkKey(tenant, kind, id), node, dueAt));
    }

    @Override
    void releaseAll(Instant now) {
      freed.add(now);
    }
  }

  public void beat() {
    tracker.beat();
  }

  public Leases leases() {
    return tracker.leases;
  }

  /** The next one, which must come. */
  public static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing came");
    }
    return next;
  }

  @Override
  public void close() {
    tracker.stop();
  }
}
