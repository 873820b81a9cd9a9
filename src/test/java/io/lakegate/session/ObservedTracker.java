package io.lakegate.session;

import io.lakegate.platform.MovingClock;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The tracker with its own threads, on rows in memory, with every lease and step it takes noted.
 */
final class ObservedTracker implements AutoCloseable {
  record Claim(TenantId tenant, UUID session, String node, Instant now, Instant until) {}

  record Release(UUID session, String node, Instant dueAt) {}

  final MovingClock clock = new MovingClock(LedgerRows.NOW);
  final SessionTracker tracker = new SessionTracker();
  final BlockingQueue<UUID> stepped = new LinkedBlockingQueue<>();
  final BlockingQueue<UUID> read = new LinkedBlockingQueue<>();
  final BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
  final BlockingQueue<Release> releases = new LinkedBlockingQueue<>();
  final BlockingQueue<Instant> freed = new LinkedBlockingQueue<>();
  final BlockingQueue<Boolean> sweptRadar = new LinkedBlockingQueue<>();
  final List<SessionLease> due = new CopyOnWriteArrayList<>();
  private final Map<UUID, Session> rows = new ConcurrentHashMap<>();
  volatile BiConsumer<TenantId, UUID> elsewhere;

  /** What a step does; how long to rest after it, null for no more steps. */
  volatile Function<Watch, Duration> step = watch -> null;

  volatile boolean claimable = true;

  ObservedTracker() {
    tracker.clock = clock;
    tracker.steps =
        new SessionSteps() {
          @Override
          Duration step(Watch watch) {
            stepped.add(watch.sessionId);
            return step.apply(watch);
          }
        };
    tracker.statements =
        new StatementRepository() {
          @Override
          SessionSnapshot snapshot(TenantId tenant, UUID sessionId) {
            read.add(sessionId);
            return new SessionSnapshot(rows.get(sessionId), null);
          }
        };
    tracker.leases = new Leases();
    tracker.changes =
        new SessionChanges() {
          @Override
          void onChange(BiConsumer<TenantId, UUID> listener) {
            elsewhere = listener;
          }
        };
    tracker.radar =
        new WorkspaceRadar() {
          @Override
          void sweep() {
            sweptRadar.add(true);
          }
        };
    tracker.start();
  }

  private final class Leases extends SessionLeaseRepository {
    @Override
    boolean claim(TenantId tenant, UUID sessionId, String node, Instant now, Instant until) {
      claims.add(new Claim(tenant, sessionId, node, now, until));
      return claimable;
    }

    @Override
    List<SessionLease> claimDue(String node, Instant now, Instant until, int limit) {
      boolean asked = node.equals(Node.ID) && until.equals(now.plus(SessionTracker.LEASE));
      return asked && limit > 0 ? List.copyOf(due) : List.of();
    }

    @Override
    void release(TenantId tenant, UUID sessionId, String node, Instant dueAt) {
      releases.add(new Release(sessionId, node, dueAt));
    }

    @Override
    void releaseAll(Instant now) {
      freed.add(now);
    }
  }

  /** A ready session in this workspace. */
  UUID session(UUID workspace) {
    Session session = LedgerRows.in(workspace);
    rows.put(session.getId(), session);
    return session.getId();
  }

  UUID session() {
    return session(LedgerRows.WORKSPACE);
  }

  Session row(UUID id) {
    return rows.get(id);
  }

  void forget(UUID id) {
    rows.remove(id);
  }

  void wake(UUID session) {
    tracker.wake(LedgerRows.ACME, session);
  }

  /** The next one, which must come. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
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
