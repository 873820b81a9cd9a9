package io.lakegate.session;

import io.lakegate.platform.database.LakegateDataSource;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks after every live session, one on each node. The work is in the database: a session is due
 * at a time and leased to a node, so nodes share it and a dead node's sessions are taken over when
 * their leases run out. One step of one session runs at a time; no thread belongs to a session.
 */
@ApplicationScoped
public class SessionTracker {
  private static final Logger LOG = Logger.getLogger(SessionTracker.class.getName());

  static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RENEW_BEFORE = Duration.ofSeconds(15);

  /** A session used so lately stays with its node: the next statement needs no lease first. */
  private static final Duration WARM = Duration.ofMinutes(2);

  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
  private static final Duration REREAD = Duration.ofSeconds(1);
  private static final int SWEEP_LIMIT = 100;
  private static final int THREADS = 48;

  /** A backend that answers slowly holds up its own sessions only. */
  private static final int STEPS_PER_WORKSPACE = 8;

  private static final Duration HELD_UP = Duration.ofMillis(100);

  @Resource ManagedThreadFactory managedThreads;
  @Inject StatementRepository statements;
  @Inject SessionLeaseRepository leases;
  @Inject SessionSteps steps;
  @Inject SessionChanges changes;
  @Inject WorkspaceRadar radar;
  @Inject Clock clock;

  private final Map<UUID, Watch> watches = new ConcurrentHashMap<>();
  private final Map<UUID, Semaphore> workspaces = new ConcurrentHashMap<>();

  /** Places of their own: what hangs in a workspace must not keep its sessions from being ended. */
  private final Map<UUID, Semaphore> stops = new ConcurrentHashMap<>();

  private ScheduledThreadPoolExecutor timer;
  private ExecutorService workers;
  private List<Future<?>> sweeps = List.of();

  @PostConstruct
  void start() {
    ThreadFactory threads = managedThreads == null ? Thread::new : managedThreads;
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    workers = pool;
  }

  /** Begins to look for due sessions; called once the schema is there. */
  public void begin() {
    changes.onChange(this::changedElsewhere);
    if (LakegateDataSource.isOfOneProcess()) {
      // After a crash nobody waits for the leases of a process that cannot be alive any more.
      leases.releaseAll(clock.instant());
    }
    sweeps =
        List.of(
            timer.scheduleWithFixedDelay(this::sweep, 200, 1000, TimeUnit.MILLISECONDS),
            timer.scheduleWithFixedDelay(this::sweepRadar, 2000, 3000, TimeUnit.MILLISECONDS));
  }

  /**
   * Leases stay as they are: another node, or this one after its restart, takes them over. Steps
   * get a while to write down what they did, for an interrupt closes an H2 file under them; one
   * that waits for a backend does not get longer.
   */
  @PreDestroy
  void stop() {
    sweeps.forEach(sweep -> sweep.cancel(false));
    timer.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.fine("Steps still run as this node stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      workers.shutdownNow();
    }
  }

  private void sweep() {
    try {
      Instant now = clock.instant();
      renew(now);
      leases
          .claimDue(Node.ID, now, now.plus(LEASE), SWEEP_LIMIT)
          .forEach(
              lease -> {
                wake(
                    lease.tenant(),
                    lease.sessionId(),
                    watch -> watch.leasedUntil = now.plus(LEASE));
              });
    } catch (RuntimeException | Error e) {
      // A sweep that throws is never called again.
      LOG.log(Level.WARNING, "Cannot look for due sessions; trying again", e);
    }
  }

  /** A step may take longer than its lease lasts, and is no dead node's for that. */
  void renew(Instant now) {
    Instant until = now.plus(LEASE);
    for (Watch watch : watches.values()) {
      boolean due;
      synchronized (watch) {
        due =
            watch.running
                && now.isBefore(watch.leasedUntil)
                && now.isAfter(watch.leasedUntil.minus(RENEW_BEFORE));
      }
      if (due && leases.claim(watch.tenant, watch.sessionId, Node.ID, now, until)) {
        watch.leasedUntil = until;
      }
    }
  }

  private void sweepRadar() {
    try {
      radar.sweep();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "Cannot look at the workspaces; trying again", e);
    }
  }

  /** Somebody changed a session or its statements on this node: look at it now. */
  void wake(TenantId tenant, UUID sessionId) {
    wake(tenant, sessionId, watch -> {});
  }

  /** A session launched here is leased to this node by the same transaction. */
  void launched(TenantId tenant, UUID sessionId, Instant leasedUntil) {
    wake(tenant, sessionId, watch -> watch.leasedUntil = leasedUntil);
  }

  /** A statement was marked as being sent by the transaction that stored it: send it. */
  void send(TenantId tenant, UUID sessionId, UUID statementId) {
    wake(tenant, sessionId, watch -> watch.toSend = statementId);
  }

  /** Another node changed something: it concerns this one only if it looks after the session. */
  private void changedElsewhere(TenantId tenant, UUID sessionId) {
    if (watches.containsKey(sessionId)) {
      wake(tenant, sessionId);
    }
  }

  private void wake(TenantId tenant, UUID sessionId, Consumer<Watch> news) {
    Watch watch;
    do {
      watch = watches.computeIfAbsent(sessionId, id -> new Watch(tenant, id));
      // One that was let go of in this very moment is not the one to tell.
    } while (!tell(watch, news));
  }

  /** False when this watch is over. */
  private boolean tell(Watch watch, Consumer<Watch> news) {
    synchronized (watch) {
      if (watch.over) {
        return false;
      }
      news.accept(watch);
      watch.changed = true;
      if (watch.running) {
        watch.again = true;
        return true;
      }
      if (watch.next != null) {
        watch.next.cancel(false);
        watch.next = null;
      }
      watch.running = true;
    }
    execute(watch);
    return true;
  }

  private void execute(Watch watch) {
    try {
      workers.execute(() -> run(watch));
    } catch (RejectedExecutionException e) {
      // This node is going down; the lease runs out and another one goes on.
      LOG.fine("Not run: this node is stopping");
    }
  }

  private void run(Watch watch) {
    Duration rest;
    try {
      rest = step(watch);
      watch.broken = 0;
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "Session " + watch.sessionId + ": a step failed; trying again", e);
      watch.readAt = null;
      watch.broken++;
      rest = Duration.ofSeconds(Math.min(10, 1L << Math.min(watch.broken, 4)));
    }
    synchronized (watch) {
      if (watch.again) {
        watch.again = false;
        execute(watch);
        return;
      }
      watch.running = false;
      if (rest == null) {
        watch.over = true;
        watches.remove(watch.sessionId, watch);
      } else {
        schedule(watch, rest);
      }
    }
  }

  private void schedule(Watch watch, Duration rest) {
    try {
      watch.next =
          timer.schedule(() -> due(watch), Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Another node goes on, as it does in execute.
      LOG.fine("Not scheduled: this node is stopping");
    }
  }

  private void due(Watch watch) {
    synchronized (watch) {
      if (watch.running) {
        return;
      }
      watch.running = true;
      watch.next = null;
    }
    execute(watch);
  }

  /** One step; how long to rest after it, null to let go of the session. */
  private Duration step(Watch watch) {
    Instant now = clock.instant();
    if (!lease(watch, now)) {
      return null;
    }
    boolean changed;
    synchronized (watch) {
      changed = watch.changed;
      watch.changed = false;
    }
    if (changed || watch.readAt == null || now.isAfter(watch.readAt.plus(REREAD))) {
      read(watch, now);
    }
    if (watch.session == null || watch.session.isEnded()) {
      return null;
    }
    Map<UUID, Semaphore> counters = watch.session.getStopRequestedAt() == null ? workspaces : stops;
    Semaphore places =
        counters.computeIfAbsent(
            watch.session.getWorkspaceId(), id -> new Semaphore(STEPS_PER_WORKSPACE));
    if (!places.tryAcquire()) {
      return HELD_UP;
    }
    Duration rest;
    try {
      rest = steps.step(watch);
    } finally {
      places.release();
    }
    return rest == null ? null : rest(watch, rest);
  }

  private void read(Watch watch, Instant now) {
    StatementRepository.SessionSnapshot snapshot =
        statements.snapshot(watch.tenant, watch.sessionId);
    watch.session = snapshot.session();
    watch.activate(snapshot.next());
    watch.readAt = now;
  }

  private boolean lease(Watch watch, Instant now) {
    if (now.isBefore(watch.leasedUntil.minus(RENEW_BEFORE))) {
      return true;
    }
    Instant until = now.plus(LEASE);
    if (!leases.claim(watch.tenant, watch.sessionId, Node.ID, now, until)) {
      return false;
    }
    watch.leasedUntil = until;
    return true;
  }

  /** A short rest keeps the lease; a long one gives it back, due when the rest is over. */
  private Duration rest(Watch watch, Duration rest) {
    if (rest.compareTo(MAX_PAUSE) <= 0) {
      return rest;
    }
    Instant now = clock.instant();
    if (now.isBefore(watch.session.getLastActivityAt().plus(WARM))) {
      return MAX_PAUSE;
    }
    synchronized (watch) {
      if (watch.changed) {
        return Duration.ZERO;
      }
    }
    watch.leasedUntil = Instant.EPOCH;
    leases.release(watch.tenant, watch.sessionId, Node.ID, now.plus(rest));
    return null;
  }

  /** Runs remote work that is no session's step, such as reading a log somebody asked for. */
  void run(Runnable work) {
    workers.execute(work);
  }
}
