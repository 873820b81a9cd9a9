package io.lakegate.ledger;

import io.lakegate.platform.database.LakegateDataSource;
import io.lakegate.platform.deadline.CallLimit;
import io.lakegate.platform.settings.Setting;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Looks after all remote work, one on each node. What is to be done is in the database: work is due
 * at a time and leased to a node, so nodes share it and a dead node's work is taken over when its
 * leases run out. One step of one piece of work runs at a time; no thread belongs to it.
 */
@ApplicationScoped
public class Tracker implements Wake {
  private static final Logger LOG = Logger.getLogger(Tracker.class.getName());

  @Resource ManagedThreadFactory managedThreads;
  @Inject Leases leases;
  @Inject Clock clock;

  private final Map<String, WorkKind> kinds = new ConcurrentHashMap<>();
  private final Map<WorkKey, Work> kept = new ConcurrentHashMap<>();
  private final Map<Object, Semaphore> places = new ConcurrentHashMap<>();
  private ScheduledThreadPoolExecutor timer;

  /** Renews leases on a thread of its own, so that no step and no sweep can hold it up. */
  private ScheduledThreadPoolExecutor heartbeat;

  private ExecutorService workers;
  private List<Future<?>> sweeps = List.of();

  @PostConstruct
  void start() {
    ThreadFactory threads = managedThreads == null ? Thread::new : managedThreads;
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    heartbeat = new ScheduledThreadPoolExecutor(1, threads);
    int steps = Setting.LEDGER_STEPS.number();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            steps, steps, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    workers = pool;
  }

  /** Makes a kind of work known, before the first of it. */
  public void register(WorkKind kind) {
    kinds.put(kind.kind(), kind);
  }

  /** Begins to look for due work; called once the schema is there and all kinds are registered. */
  public void begin() {
    if (LakegateDataSource.isOfOneProcess()) {
      // After a crash nobody waits for the leases of a process that cannot be alive any more.
      leases.releaseAll();
    }
    sweeps =
        List.of(
            every(Limits.SWEEP_EVERY, timer, this::sweep),
            every(Limits.HEARTBEAT_EVERY, heartbeat, this::beat));
  }

  private static Future<?> every(
      Duration period, ScheduledThreadPoolExecutor threads, Runnable work) {
    return threads.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            // The executor never again calls a task that has thrown.
            LOG.log(Level.WARNING, "Cannot look after leases; trying again", e);
          }
        },
        200,
        period.toMillis(),
        TimeUnit.MILLISECONDS);
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
      if (!workers.awaitTermination(Limits.STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.fine("Steps still run as this node stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      heartbeat.shutdownNow();
      workers.shutdownNow();
    }
  }

  private void sweep() {
    Instant now = clock.instant();
    Instant until = now.plus(Limits.LEASE);
    leases
        .claimDue(kinds.keySet(), now, until)
        .forEach(key -> wake(key, work -> work.lease().hold(now, until)));
  }

  /** Renews the lease of everything this node keeps, whether a step of it runs or it rests. */
  void beat() {
    Instant now = clock.instant();
    List<Work> due = new ArrayList<>();
    for (Work work : kept.values()) {
      if (!work.lease().isOver(now) && work.lease().isRenewalDue(now)) {
        due.add(work);
      }
    }
    for (int from = 0; from < due.size(); from += Limits.MAX_RENEWED_TOGETHER) {
      int to = Math.min(due.size(), from + Limits.MAX_RENEWED_TOGETHER);
      leases.renew(due.subList(from, to));
    }
  }

  @Override
  public void wake(WorkKey key) {
    wake(key, work -> {});
  }

  @Override
  public void wakeIfKept(WorkKey key) {
    if (kept.containsKey(key)) {
      wake(key);
    }
  }

  @Override
  public void wake(WorkKey key, Consumer<Work> news) {
    Work work;
    do {
      work = kept.computeIfAbsent(key, unknown -> kinds.get(key.kind()).work(key));
      // The work may have been let go of in this very moment; then another object stands for it.
    } while (!tell(work, news));
  }

  /** False when this object does not stand for the work any more. */
  private boolean tell(Work work, Consumer<Work> news) {
    synchronized (work) {
      if (work.over) {
        return false;
      }
      news.accept(work);
      work.changed = true;
      if (work.running) {
        work.again = true;
        return true;
      }
      if (work.next != null) {
        work.next.cancel(false);
        work.next = null;
      }
      work.running = true;
    }
    execute(work);
    return true;
  }

  private void execute(Work work) {
    try {
      workers.execute(() -> run(work));
    } catch (RejectedExecutionException e) {
      // This node is going down; the lease runs out and another one goes on.
      LOG.fine("Not run: this node is stopping");
    }
  }

  private void run(Work work) {
    Duration rest = tried(work);
    synchronized (work) {
      if (work.again) {
        work.again = false;
        execute(work);
        return;
      }
      work.running = false;
      if (rest == null) {
        work.over = true;
        kept.remove(work.key(), work);
      } else {
        schedule(work, rest);
      }
    }
  }

  private Duration tried(Work work) {
    try {
      Duration rest = step(work);
      work.broken = 0;
      return rest;
    } catch (LeaseLost e) {
      LOG.log(Level.FINE, "Let go of", e);
      return null;
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "A step of " + work.key() + " failed; trying again", e);
      work.broken++;
      synchronized (work) {
        work.changed = true;
      }
      Duration rest = Duration.ofSeconds(1L << Math.min(work.broken, 4));
      return rest.compareTo(Limits.MAX_BROKEN_REST) > 0 ? Limits.MAX_BROKEN_REST : rest;
    }
  }

  private void schedule(Work work, Duration rest) {
    try {
      work.next =
          timer.schedule(() -> due(work), Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Another node goes on, as it does in execute.
      LOG.fine("Not scheduled: this node is stopping");
    }
  }

  private void due(Work work) {
    synchronized (work) {
      if (work.running) {
        return;
      }
      work.running = true;
      work.next = null;
    }
    execute(work);
  }

  /** One step; how long to rest after it, null to let go of the work. */
  private Duration step(Work work) {
    if (work.lease().isRenewalDue(clock.instant()) && !leases.claim(work)) {
      return null;
    }
    boolean changed;
    synchronized (work) {
      changed = work.changed;
      work.changed = false;
    }
    if (!work.read(changed)) {
      return null;
    }
    Semaphore place =
        places.computeIfAbsent(
            work.place(), key -> new Semaphore(Setting.LEDGER_STEPS_PER_WORKSPACE.number()));
    if (!place.tryAcquire()) {
      return Limits.NO_PLACE_REST;
    }
    Duration rest;
    try {
      rest = CallLimit.within(() -> work.lease().remaining(clock.instant()), work::step);
    } finally {
      place.release();
    }
    return rest == null ? null : rest(work, rest);
  }

  /** A short rest keeps the lease; a long one gives it back, due when the rest is over. */
  private Duration rest(Work work, Duration rest) {
    if (rest.compareTo(Limits.MAX_REST_WITH_LEASE) <= 0) {
      return rest;
    }
    Instant now = clock.instant();
    if (work.isWarm(now)) {
      return Limits.MAX_REST_WITH_LEASE;
    }
    synchronized (work) {
      if (work.changed) {
        return Duration.ZERO;
      }
    }
    leases.release(work, now.plus(rest));
    return null;
  }

  @Override
  public void run(Runnable work) {
    workers.execute(work);
  }
}
