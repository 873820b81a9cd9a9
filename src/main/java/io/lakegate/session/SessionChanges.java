package io.lakegate.session;

import io.lakegate.ledger.Node;
import io.lakegate.platform.database.LakegateDataSource;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tells who watches a session that its rows changed: at once on this node, and through PostgreSQL's
 * LISTEN/NOTIFY on the others. An H2 file belongs to one node. Says only that something changed;
 * what, is read from the database.
 */
@ApplicationScoped
public class SessionChanges {
  private static final Logger LOG = Logger.getLogger(SessionChanges.class.getName());
  private static final int LISTEN_MILLIS = 1000;

  /** Apart from the threads that call backends: a slow Livy must not keep pages from being told. */
  private static final int TELLERS = 6;

  @Resource ManagedThreadFactory managedThreads;

  private final Map<UUID, List<Runnable>> watchers = new ConcurrentHashMap<>();
  private final List<BiConsumer<TenantId, UUID>> listeners = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor tellers =
      new ThreadPoolExecutor(
          TELLERS, TELLERS, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
  private volatile boolean stopping;
  private Thread listening;

  @PostConstruct
  void start() {
    tellers.allowCoreThreadTimeOut(true);
    if (LakegateDataSource.isPostgreSql()) {
      listening = managedThreads.newThread(this::listen);
      listening.setDaemon(true);
      listening.start();
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
    tellers.shutdownNow();
    if (listening != null) {
      listening.interrupt();
    }
  }

  /** Calls {@code listener} for every change of any session another node tells of. */
  void onChange(BiConsumer<TenantId, UUID> listener) {
    listeners.add(listener);
  }

  /** Calls {@code watcher}, quickly and on any thread, at each change until it is closed. */
  Watching watch(UUID sessionId, Runnable watcher) {
    watchers.computeIfAbsent(sessionId, id -> new CopyOnWriteArrayList<>()).add(watcher);
    return () ->
        watchers.computeIfPresent(
            sessionId,
            (id, all) -> {
              all.remove(watcher);
              return all.isEmpty() ? null : all;
            });
  }

  /** Runs what a watcher does about a change: local work only. */
  void run(Runnable work) {
    if (!stopping) {
      tellers.execute(work);
    }
  }

  /** Runs the work as {@code run} does, after a delay that holds no thread. */
  void runAfter(Duration rest, Runnable work) {
    CompletableFuture.delayedExecutor(rest.toMillis(), TimeUnit.MILLISECONDS, this::run)
        .execute(work);
  }

  /** Runs it after each period until it says false; holds no thread meanwhile. */
  void runEach(Duration period, BooleanSupplier work) {
    CompletableFuture.delayedExecutor(period.toMillis(), TimeUnit.MILLISECONDS, this::run)
        .execute(
            () -> {
              if (work.getAsBoolean()) {
                runEach(period, work);
              }
            });
  }

  private Thread thread(Runnable work) {
    return managedThreads == null ? new Thread(work) : managedThreads.newThread(work);
  }

  /** Ends a watch. */
  interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /** Tells this node's watchers that a change of a session has been committed here. */
  public void changed(TenantId tenant, UUID sessionId) {
    List<Runnable> all = watchers.get(sessionId);
    if (all != null) {
      all.forEach(Runnable::run);
    }
  }

  private void listen() {
    while (!stopping) {
      // A connection of its own: the pool's are handed round, a listener stays.
      try (Connection connection = new LakegateDataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("listen " + SessionRepository.CHANNEL);
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!stopping) {
          PGNotification[] heard = postgres.getNotifications(LISTEN_MILLIS);
          if (heard != null) {
            for (PGNotification notification : heard) {
              heard(notification.getParameter());
            }
          }
        }
      } catch (SQLException | RuntimeException e) {
        if (!stopping) {
          LOG.log(Level.WARNING, "Cannot hear of other nodes' changes; trying again", e);
          rest();
        }
      }
    }
  }

  private void heard(String parameter) {
    String[] ids = parameter.split(" ", 3);
    if (ids[2].equals(Node.ID)) {
      return;
    }
    TenantId tenant = new TenantId(UUID.fromString(ids[0]));
    UUID sessionId = UUID.fromString(ids[1]);
    changed(tenant, sessionId);
    listeners.forEach(listener -> listener.accept(tenant, sessionId));
  }

  private void rest() {
    try {
      Thread.sleep(LISTEN_MILLIS);
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
