package io.lakegate.session;

import io.lakegate.client.livy.LivyAppInfo;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivyLog;
import io.lakegate.client.livy.LivyOutput;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessionRequest;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.client.livy.LivyStatement;
import io.lakegate.client.livy.LivyStatementRequest;
import io.lakegate.client.livy.LivyVersion;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Livy server in memory: numbers sessions from 0, refuses a second one of the same name, runs
 * nothing. Faults are queued for the next calls.
 */
class FakeLivy extends LivyClient {
  /** What goes wrong with one call. */
  enum Fault {
    /** Nothing reaches the server. */
    UNREACHABLE,
    /** The server does what was asked, and the answer is lost. */
    ANSWER_LOST,
    /** The request is lost on its way; nobody can tell. */
    REQUEST_LOST,
    /** The server answers 500 and has done nothing. */
    FAILED
  }

  static final class RemoteSession {
    final String id;
    String name;
    String state = "starting";
    final List<LivyStatement> statements = new ArrayList<>();

    /** The window that {@code /log} gives; the session itself carries its last ten lines. */
    List<String> log = List.of();

    RemoteSession(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  final Map<String, RemoteSession> sessions = new LinkedHashMap<>();
  final Deque<Fault> faults = new ArrayDeque<>();
  private final Deque<Fault> submitFaults = new ArrayDeque<>();
  final List<String> calls = new ArrayList<>();
  final List<String> submitted = new ArrayList<>();
  private Predicate<LivyCredential> knows = credential -> true;
  private Runnable onSubmitted = () -> {};
  private int nextId;

  /** Whether what is submitted waits behind something else. */
  boolean queueing;

  /** What goes wrong with the next submit, however many other calls come before it. */
  void onSubmit(Fault fault) {
    submitFaults.add(fault);
  }

  /** Whoever else asks is answered 401, and nothing is done. */
  void knowing(Predicate<LivyCredential> credentials) {
    knows = credentials;
  }

  private void requireKnown(LivyEndpoint endpoint) {
    if (!knows.test(endpoint.credential())) {
      throw LivyProblems.refused(401);
    }
  }

  /** Called with each statement that arrives. */
  void onSubmitted(Runnable watcher) {
    onSubmitted = watcher;
  }

  RemoteSession only() {
    if (sessions.size() != 1) {
      throw new IllegalStateException("There are " + sessions.size() + " sessions");
    }
    return sessions.values().iterator().next();
  }

  /** As Livy after a restart without recovery: empty, and counting from 0 again. */
  void restart() {
    sessions.clear();
    nextId = 0;
  }

  RemoteSession stranger(String name) {
    RemoteSession session = new RemoteSession(String.valueOf(nextId++), name);
    session.state = "idle";
    sessions.put(session.id, session);
    return session;
  }

  /** A statement in the only session that somebody has sent without Lakegate. */
  void othersStatement(String code) {
    List<LivyStatement> statements = only().statements;
    String id = String.valueOf(statements.size());
    statements.add(new LivyStatement(id, code, "running", null, 0, 1000L, null));
  }

  void finish(RemoteSession session, int number, String text) {
    LivyStatement running = session.statements.get(number);
    session.statements.set(
        number,
        new LivyStatement(running.id(), running.code(), "available", ok(text), 1, 1000L, 3000L));
  }

  void fail(RemoteSession session, int number, String message) {
    LivyStatement running = session.statements.get(number);
    LivyOutput error = new LivyOutput("error", 0, null, "Error", message, List.of());
    session.statements.set(
        number, new LivyStatement(running.id(), running.code(), "available", error, 1, 1L, 3L));
  }

  static LivyOutput ok(String text) {
    return new LivyOutput(
        "ok", 0, Json.createObjectBuilder().add("text/plain", text).build(), null, null, List.of());
  }

  private Fault next(String call) {
    calls.add(call);
    return faults.poll();
  }

  private static LakegateException problem(Fault fault) {
    return switch (fault) {
      case UNREACHABLE -> LivyProblems.notSent();
      case FAILED -> LivyProblems.serverError();
      case ANSWER_LOST, REQUEST_LOST -> LivyProblems.noAnswer();
    };
  }

  private static boolean isDone(Fault fault) {
    return fault == null || fault == Fault.ANSWER_LOST;
  }

  private static void fail(Fault fault) {
    if (fault != null) {
      throw problem(fault);
    }
  }

  @Override
  public LivyVersion version(LivyEndpoint endpoint) {
    requireKnown(endpoint);
    return new LivyVersion("0.10.0", null, null, null);
  }

  @Override
  public LivySession createSession(LivyEndpoint endpoint, LivySessionRequest request) {
    requireKnown(endpoint);
    Fault fault = next("create");
    boolean taken = sessions.values().stream().anyMatch(s -> request.name().equals(s.name));
    if (taken) {
      throw LivyProblems.rejected("Rejected, Reason: Duplicate session name: x");
    }
    RemoteSession session = null;
    if (isDone(fault)) {
      session = new RemoteSession(String.valueOf(nextId++), request.name());
      sessions.put(session.id, session);
    }
    fail(fault);
    return view(session);
  }

  @Override
  public Optional<LivySession> findSession(LivyEndpoint endpoint, String idOrName) {
    requireKnown(endpoint);
    onFind.run();
    fail(next("find " + (sessions.containsKey(idOrName) ? "id" : "name")));
    return sessions.values().stream()
        .filter(s -> s.id.equals(idOrName) || idOrName.equals(s.name))
        .findFirst()
        .map(FakeLivy::view);
  }

  @Override
  public LivySessions listSessions(LivyEndpoint endpoint, int from, int size) {
    requireKnown(endpoint);
    fail(next("list"));
    List<LivySession> page =
        sessions.values().stream().skip(from).limit(size).map(FakeLivy::view).toList();
    return new LivySessions(from, sessions.size(), page);
  }

  @Override
  public boolean deleteSession(LivyEndpoint endpoint, String id) {
    requireKnown(endpoint);
    Fault fault = next("delete");
    boolean there = isDone(fault) && sessions.remove(id) != null;
    fail(fault);
    return there;
  }

  /** What reading a log fails with; null when it does not. */
  RuntimeException logFailure;

  private Runnable onLog = () -> {};
  private Runnable onFind = () -> {};

  /** What happens while a session is looked at. */
  void onFind(Runnable happening) {
    onFind = happening;
  }

  /** What happens while a log is read. */
  void onLog(Runnable happening) {
    onLog = happening;
  }

  @Override
  public LivyLog log(LivyEndpoint endpoint, String id, Integer from, Integer size) {
    requireKnown(endpoint);
    calls.add("log");
    if (logFailure != null) {
      throw logFailure;
    }
    List<String> log = sessions.get(id).log;
    onLog.run();
    return new LivyLog(id, 0, log.size(), log);
  }

  @Override
  public void connect(LivyEndpoint endpoint, String id) {
    requireKnown(endpoint);
    fail(next("connect"));
  }

  @Override
  public LivyStatement submitStatement(
      LivyEndpoint endpoint, String sessionId, LivyStatementRequest request) {
    requireKnown(endpoint);
    calls.add("submit");
    if (!sessions.containsKey(sessionId)) {
      throw LivyProblems.answered(
          404, "application/json", "{\"msg\":\"Session '" + sessionId + "' not found.\"}");
    }
    Fault fault = submitFaults.poll();
    LivyStatement statement = null;
    if (isDone(fault)) {
      submitted.add(request.code());
      onSubmitted.run();
      RemoteSession session = sessions.get(sessionId);
      statement =
          new LivyStatement(
              String.valueOf(session.statements.size()),
              request.code(),
              queueing ? "waiting" : "running",
              null,
              0,
              1000L,
              null);
      session.statements.add(statement);
    }
    fail(fault);
    return statement;
  }

  @Override
  public Optional<LivyStatement> findStatement(LivyEndpoint endpoint, String sessionId, String id) {
    requireKnown(endpoint);
    fail(next("statement"));
    RemoteSession session = sessions.get(sessionId);
    int number = Integer.parseInt(id);
    return session == null || number >= session.statements.size()
        ? Optional.empty()
        : Optional.of(session.statements.get(number));
  }

  @Override
  public void cancelStatement(LivyEndpoint endpoint, String sessionId, String id) {
    requireKnown(endpoint);
    fail(next("cancel"));
    RemoteSession session = sessions.get(sessionId);
    LivyStatement running = session.statements.get(Integer.parseInt(id));
    session.statements.set(
        Integer.parseInt(id),
        new LivyStatement(running.id(), running.code(), "cancelled", null, 0, 1000L, 2000L));
  }

  private static LivySession view(RemoteSession session) {
    return new LivySession(
        session.id,
        session.name,
        null,
        null,
        null,
        session.state,
        "spark",
        new LivyAppInfo(null, null),
        session.log.subList(Math.max(0, session.log.size() - 10), session.log.size()));
  }
}
