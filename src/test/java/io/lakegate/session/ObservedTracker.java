package io.lakegate.session;

import io.lakegate.ledger.ObservedLedger;
import io.lakegate.ledger.ObservedLedger.Claim;
import io.lakegate.ledger.ObservedLedger.Release;
import io.lakegate.ledger.Tracker;
import io.lakegate.ledger.WorkKey;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The tracker with its own threads, on rows in memory, with every lease and step it takes noted.
 */
final class ObservedTracker implements AutoCloseable {
  final MovingClock clock = new MovingClock(LedgerRows.NOW);
  final ObservedLedger ledger = new ObservedLedger(clock);
  final Tracker tracker = ledger.tracker;
  final SessionTracker sessions = new SessionTracker();
  final BlockingQueue<UUID> stepped = new LinkedBlockingQueue<>();
  final BlockingQueue<UUID> read = new LinkedBlockingQueue<>();
  final BlockingQueue<Claim> claims = ledger.claims;
  final BlockingQueue<Release> releases = ledger.releases;
  final BlockingQueue<Instant> freed = ledger.freed;
  private final Map<UUID, Session> rows = new ConcurrentHashMap<>();
  volatile BiConsumer<TenantId, UUID> elsewhere;

  /** What a step does; how long to rest after it, null for no more steps. */
  volatile Function<Watch, Duration> step = watch -> null;

  ObservedTracker() {
    sessions.clock = clock;
    sessions.steps =
        new SessionSteps() {
          @Override
          Duration step(Watch watch) {
            stepped.add(watch.sessionId);
            return step.apply(watch);
          }
        };
    sessions.statements =
        new StatementRepository() {
          @Override
          SessionSnapshot snapshot(TenantId tenant, UUID sessionId) {
            read.add(sessionId);
            return new SessionSnapshot(rows.get(sessionId), null);
          }
        };
    sessions.changes =
        new SessionChanges() {
          @Override
          void onChange(BiConsumer<TenantId, UUID> listener) {
            elsewhere = listener;
          }
        };
    sessions.wake = tracker;
    sessions.listen();
    tracker.register(sessions);
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

  static WorkKey key(UUID session) {
    return SessionTracker.key(LedgerRows.ACME, session);
  }

  void wake(UUID session) {
    sessions.wake(LedgerRows.ACME, session);
  }

  /** The next one, which must come. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return ObservedLedger.next(queue);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
