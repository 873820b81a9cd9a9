package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One interactive session: {@code starting → idle ⇄ busy}, one statement at a time on one thread of
 * its own, until it is {@code dead}.
 */
class LivySession {

  /** Livy's default of {@code livy.rsc.retained-statements}. */
  private static final int RETAINED_STATEMENTS = 100;

  private final int id;
  private final SessionRequest request;
  private final Interpreters factory;
  private final Cancellation cancellation;
  private final Faults faults;
  private final DriverChannel channel = new DriverChannel();
  private final SessionLog log;
  private final ExecutorService runner;
  private final Instant createdAt = Instant.now();

  private final Object lock = new Object();
  private final Map<Kind, Interpreter> interpreters = new EnumMap<>(Kind.class);
  private final LinkedHashMap<Integer, Statement> statements;
  private SessionState state = SessionState.STARTING;
  private Instant lastActivity = Instant.now();
  private Instant endedAt;
  private int nextStatementId;
  private Statement running;
  private Thread runningThread;

  LivySession(
      int id,
      SessionRequest request,
      Interpreters factory,
      Cancellation cancellation,
      Faults faults) {
    this.id = id;
    this.request = request;
    this.factory = factory;
    this.cancellation = cancellation;
    this.faults = faults;
    this.log = factory.newLog();
    int retained = request.number("livy.rsc.retained-statements", RETAINED_STATEMENTS);
    this.statements =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Statement> eldest) {
            return size() > retained;
          }
        };
    // The Scala compiler recurses deeply.
    this.runner =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(null, task, "session-" + id, 16 << 20);
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    Duration startTime = faults.startTime(request);
    runner.execute(
        () -> {
          SparkLog.attach(log);
          try {
            List<String> obstacle = StartChecks.obstacle(request).orElse(List.of());
            if (!obstacle.isEmpty()) {
              obstacle.forEach(log::add);
              die();
              return;
            }
            interpreter(request.kind() == Kind.SHARED ? Kind.SPARK : request.kind());
            Thread.sleep(
                Math.max(0, Duration.between(Instant.now(), createdAt.plus(startTime)).toMillis()));
            changeState(SessionState.STARTING, SessionState.IDLE);
          } catch (Throwable e) {
            StartChecks.lines(e).forEach(log::add);
            die();
          }
        });
  }

  int id() {
    return id;
  }

  SessionRequest request() {
    return request;
  }

  SessionLog sessionLog() {
    return log;
  }

  SessionState state() {
    synchronized (lock) {
      return state;
    }
  }

  private void changeState(SessionState from, SessionState to) {
    synchronized (lock) {
      if (state == from) {
        state = to;
      }
    }
  }

  /** What keeps the session from being collected as idle. Reading it does not. */
  void touch() {
    synchronized (lock) {
      lastActivity = Instant.now();
    }
  }

  /** The statement as it is before it runs: so Livy answers. */
  Statement.View submit(String code, String kindWord) {
    requireRunning();
    channel.requireOpenForPost();
    Kind kind;
    try {
      kind = kindOf(kindWord);
      if (code == null) {
        throw new NullPointerException(
            "Cannot invoke \"String.toCharArray()\" because \"s\" is null");
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      throw Refusal.fromDriver(e);
    }
    factory.requireAvailable(kind);
    synchronized (lock) {
      lastActivity = Instant.now();
      Statement statement = new Statement(nextStatementId++, code.replace("\r\n", "\n"), kind);
      statements.put(statement.id(), statement);
      Statement.View submitted = statement.view(0.0);
      runner.execute(() -> run(statement));
      return submitted;
    }
  }

  private Kind kindOf(String word) {
    if (word != null) {
      return Kind.of(word);
    }
    if (request.kind() == Kind.SHARED) {
      throw new IllegalArgumentException("Code type should be specified if session kind is shared");
    }
    return request.kind();
  }

  private void run(Statement statement) {
    if (!statement.begin()) {
      statement.settle();
      return;
    }
    synchronized (lock) {
      running = statement;
      runningThread = Thread.currentThread();
      if (state == SessionState.IDLE) {
        state = SessionState.BUSY;
      }
    }
    Execution execution = execute(statement);
    Optional<Faults.Fault> fault = faults.in(statement.code());
    if (fault.isPresent() && fault.get() == Faults.Fault.DEAD_DRIVER) {
      lose();
      return;
    }
    end(statement, execution, fault);
    synchronized (lock) {
      running = null;
      // An interrupt that came too late must not hit the next statement.
      Thread.interrupted();
      boolean last = statement.id() == nextStatementId - 1;
      if (execution instanceof Execution.Aborted) {
        changeState(SessionState.BUSY, SessionState.ERROR);
      } else if (last) {
        changeState(SessionState.BUSY, SessionState.IDLE);
      }
    }
  }

  private void end(Statement statement, Execution execution, Optional<Faults.Fault> fault) {
    ObjectNode output = execution.output(statement.id());
    if (fault.isEmpty()) {
      boolean aboveFrame = faults.isAboveFrame(output);
      statement.end(output, aboveFrame);
      if (aboveFrame) {
        channel.closeAfterHugeOutput();
      }
      return;
    }
    switch (fault.get()) {
      case LONE_SURROGATE -> statement.end(Faults.loneSurrogate(statement.id()), false);
      case HUGE_OUTPUT -> {
        statement.end(output, true);
        channel.closeAfterHugeOutput();
      }
      case CLOSED_CHANNEL -> {
        channel.close();
        statement.end(output, false);
      }
      case DEAD_DRIVER -> throw new IllegalStateException("A dead driver hands nothing over.");
    }
  }

  /** Whatever is thrown, an OutOfMemoryError included, is the statement's end and no more. */
  private Execution execute(Statement statement) {
    Interpreter interpreter;
    try {
      interpreter = interpreter(statement.kind());
    } catch (Throwable e) {
      StartChecks.lines(e).forEach(log::add);
      return new Execution.Failed("InterpreterError", "Fail to start interpreter", List.of());
    }
    try {
      return Sandbox.ERR.to(
          log.asStream(), () -> interpreter.execute(statement.id(), statement.code()));
    } catch (Throwable e) {
      return new Execution.Failed(
          "Internal Error: " + e.getClass().getName(), e.getMessage(), List.of());
    }
  }

  private Interpreter interpreter(Kind kind) throws Exception {
    Interpreter known = started(kind);
    if (known != null) {
      return known;
    }
    Interpreter started = factory.start(kind, id, request, log);
    synchronized (lock) {
      if (!state.isOver()) {
        interpreters.put(kind, started);
        return started;
      }
    }
    started.close();
    factory.forget(id);
    throw new IllegalStateException("Session is in state " + state().word());
  }

  private Interpreter started(Kind kind) {
    synchronized (lock) {
      return interpreters.get(kind);
    }
  }

  /** Livy says "canceled" whatever becomes of it, also to a statement that does not exist. */
  void cancel(int statementId) {
    requireRunning();
    channel.requireOpenForPost();
    touch();
    find(statementId)
        .filter(Statement::cancel)
        .ifPresent(
            statement ->
                cancellation.pursue(
                    statement,
                    () -> started(statement.kind()),
                    interpreter -> interrupt(statement, interpreter)));
  }

  private void interrupt(Statement statement, Interpreter interpreter) {
    synchronized (lock) {
      if (running == statement) {
        interpreter.interrupt(runningThread);
      }
    }
  }

  List<String> complete(String code, String kindWord, int cursor) {
    requireRunning();
    channel.requireOpenForPost();
    Kind kind;
    try {
      kind = Kind.of(kindWord);
    } catch (IllegalArgumentException e) {
      throw Refusal.fromDriver(e);
    }
    touch();
    Interpreter interpreter = started(kind);
    // The compiler does one thing at a time.
    return interpreter == null || state() == SessionState.BUSY
        ? List.of()
        : interpreter.complete(code, cursor);
  }

  private void requireRunning() {
    SessionState now = state();
    if (now == SessionState.STARTING || now.isOver()) {
      throw Refusal.bare(500, "java.lang.IllegalStateException: Session is in state " + now.word());
    }
  }

  private void requireActive() {
    if (state().isOver()) {
      throw Refusal.withMsg(400, "requirement failed: Session isn't active.");
    }
    channel.requireOpenForGet();
  }

  Optional<Statement.View> statement(int statementId) {
    requireActive();
    return find(statementId).map(this::read);
  }

  List<Statement.View> statementViews(List<Statement> of) {
    return of.stream().map(this::read).toList();
  }

  List<Statement> statements() {
    requireActive();
    synchronized (lock) {
      return new ArrayList<>(statements.values());
    }
  }

  private Optional<Statement> find(int statementId) {
    synchronized (lock) {
      return Optional.ofNullable(statements.get(statementId));
    }
  }

  /** As Livy reads it from the driver: what it cannot read or write is no answer. */
  private Statement.View read(Statement statement) {
    if (statement.isAboveFrame()) {
      channel.awaitHugeOutput();
    }
    Statement.View view = view(statement);
    faults
        .unwritable(view.output())
        .ifPresent(
            reason -> {
              throw new UnwritableAnswer(reason);
            });
    return view;
  }

  private Statement.View view(Statement statement) {
    Interpreter interpreter = started(statement.kind());
    boolean live = statement.is(Statement.State.RUNNING, Statement.State.CANCELLING);
    return statement.view(live && interpreter != null ? interpreter.progress(statement.id()) : 0.0);
  }

  /** All lines Livy has of a session: two headings, and what the driver wrote to its stderr. */
  List<String> logLines() {
    List<String> lines = new ArrayList<>(List.of("stdout: ", "\nstderr: "));
    lines.addAll(log.lines());
    return lines;
  }

  SessionView view() {
    return SessionView.of(id, request, state(), logLines());
  }

  /** Whether the collector is to end it, or to forget it some time after its end. */
  boolean isExpired(Instant now, Duration defaultIdle, Duration keptAfterEnd) {
    synchronized (lock) {
      if (endedAt != null) {
        return endedAt.plus(keptAfterEnd).isBefore(now);
      }
      boolean tooOld =
          request.maxAge().filter(age -> createdAt.plus(age).isBefore(now)).isPresent();
      // Livy counts a busy session as idle, too (livy.server.session.timeout-check.skip-busy).
      return tooOld || lastActivity.plus(request.maxIdle().orElse(defaultIdle)).isBefore(now);
    }
  }

  /** Ends as if somebody had killed the driver's process: nothing more is said, also in its log. */
  private void lose() {
    List<Interpreter> open;
    synchronized (lock) {
      running = null;
      open = List.copyOf(interpreters.values());
    }
    die();
    open.forEach(Interpreter::close);
  }

  /** Ends everything it runs; it answers as a dead session from then on. */
  void stop() {
    Statement last;
    List<Interpreter> open;
    synchronized (lock) {
      if (state.isOver()) {
        return;
      }
      state = SessionState.SHUTTING_DOWN;
      last = running;
      open = List.copyOf(interpreters.values());
    }
    if (last != null) {
      open.forEach(interpreter -> interpreter.cancelJobs(last.id()));
    }
    runner.shutdownNow();
    open.forEach(Interpreter::close);
    die();
  }

  /**
   * What is left when the driver is gone. A statement that is running is not interrupted: it may be
   * the one that is stopping Spark.
   */
  void die() {
    synchronized (lock) {
      state = SessionState.DEAD;
      endedAt = Instant.now();
    }
    channel.close();
    runner.shutdown();
  }

  @Override
  public String toString() {
    return "session " + id;
  }
}
