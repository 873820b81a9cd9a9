package io.lakegate.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All interactive sessions, by ids that count from 0 in every run. */
class Sessions {

  /** Livy's defaults of {@code livy.server.session.timeout} and {@code .state-retain.sec}. */
  private static final Duration IDLE = Duration.ofHours(1);

  private static final Duration KEPT_AFTER_END = Duration.ofMinutes(10);

  private final Map<Integer, LivySession> sessions = new TreeMap<>();
  private final LocalFiles files;
  private final Faults faults;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "sessions-clock");
            thread.setDaemon(true);
            return thread;
          });
  private Interpreters interpreters;
  private int nextId;

  Sessions(LocalFiles files, Faults faults) {
    this.files = files;
    this.faults = faults;
    // Livy looks every 60 s; a demo and a test want to see a time-out when it is due.
    clock.scheduleWithFixedDelay(this::collect, 1, 1, TimeUnit.SECONDS);
  }

  void use(Interpreters interpreters) {
    this.interpreters = interpreters;
  }

  /** The session as it is before its driver is up: so Livy answers, "starting" at all times. */
  SessionView create(SessionRequest request) {
    interpreters.requireAvailable(request.kind());
    LivySession session = register(request);
    SessionView created = session.view();
    session.start();
    return created;
  }

  private synchronized LivySession register(SessionRequest request) {
    // Livy takes the id before it looks at the request: a rejected one uses an id up.
    int id = nextId++;
    try {
      request.maxAge();
      request.maxIdle();
      faults.startTime(request);
      request.allFiles().forEach(files::check);
    } catch (IllegalArgumentException e) {
      throw rejected(e.getMessage());
    }
    if (request.name() != null && findByName(request.name()).isPresent()) {
      throw rejected("Duplicate session name: Some(" + request.name() + ") for session " + id);
    }
    LivySession session =
        new LivySession(id, request, interpreters, new Cancellation(clock), faults);
    sessions.put(id, session);
    return session;
  }

  private static Refusal rejected(String reason) {
    return Refusal.withMsg(400, "Rejected, Reason: " + reason);
  }

  /** A session by its id or, unlike a batch, by its name. */
  synchronized LivySession get(String idOrName) {
    Optional<LivySession> found =
        idOrName.matches("\\d+")
            ? Optional.ofNullable(sessions.get(Numbers.parse(idOrName)))
            : findByName(idOrName);
    return found.orElseThrow(() -> Refusal.notFound(idOrName));
  }

  private Optional<LivySession> findByName(String name) {
    return sessions.values().stream()
        .filter(session -> name.equals(session.request().name()))
        .findFirst();
  }

  synchronized Optional<LivySession> find(int id) {
    return Optional.ofNullable(sessions.get(id));
  }

  synchronized List<LivySession> list() {
    return List.copyOf(sessions.values());
  }

  List<SessionLog> busyLogs() {
    return list().stream()
        .filter(session -> session.state() == SessionState.BUSY)
        .map(LivySession::sessionLog)
        .toList();
  }

  void delete(LivySession session) {
    session.stop();
    synchronized (this) {
      sessions.remove(session.id());
    }
    interpreters.forget(session.id());
  }

  private void collect() {
    Instant now = Instant.now();
    list().stream()
        .filter(session -> session.isExpired(now, IDLE, KEPT_AFTER_END))
        .forEach(this::delete);
  }

  /** A statement has stopped the Spark they share: each one's driver is gone. */
  void sparkStopped() {
    list().stream()
        .filter(session -> interpreters.usesSharedSpark(session.id()))
        .forEach(
            session -> {
              session.die();
              interpreters.forget(session.id());
            });
  }

  void close() {
    clock.shutdownNow();
    list().forEach(LivySession::stop);
  }
}
