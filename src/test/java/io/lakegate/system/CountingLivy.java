package io.lakegate.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Livy server whose code only takes time. It counts how often it was given each code, and refuses
 * a doubled session name as Livy does.
 */
final class CountingLivy implements AutoCloseable {
  static {
    // Else every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Session(int id, String name, List<Statement> statements) {}

  private record Statement(String code, long endNanos) {}

  private record Reply(int status, JsonObject body) {}

  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final List<Session> sessions = new ArrayList<>();
  private final Map<String, Integer> received = new HashMap<>();
  private final Duration length;
  private final HttpServer server;

  /**
   * @param length how long each statement takes
   */
  CountingLivy(Duration length) throws IOException {
    this.length = length;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized int received(String code) {
    return received.getOrDefault(code, 0);
  }

  /** How many codes it was given, each counted once. */
  synchronized int codes() {
    return received.size();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Reply reply =
          reply(exchange.getRequestMethod(), exchange.getRequestURI().getPath().split("/"), body);
      byte[] bytes = reply.body().toString().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Reply reply(String method, String[] path, String body) {
    if (path.length == 2 && path[1].equals("version")) {
      return new Reply(200, Json.createObjectBuilder().add("version", "0.10.0").build());
    }
    if (path.length == 2) {
      return method.equals("POST") ? create(parsed(body)) : new Reply(200, list());
    }
    Optional<Session> session =
        sessions.stream()
            .filter(one -> String.valueOf(one.id()).equals(path[2]) || one.name().equals(path[2]))
            .findFirst();
    return session.map(found -> below(found, method, path, body)).orElse(problem(404, "not found"));
  }

  private Reply create(JsonObject asked) {
    String name = asked.getString("name");
    if (sessions.stream().anyMatch(session -> session.name().equals(name))) {
      return problem(400, "Duplicate session name: Some(" + name + ")");
    }
    Session session = new Session(sessions.size(), name, new ArrayList<>());
    sessions.add(session);
    return new Reply(201, view(session));
  }

  private Reply below(Session session, String method, String[] path, String body) {
    if (path.length == 3 && method.equals("DELETE")) {
      sessions.remove(session);
      return problem(200, "deleted");
    }
    if (path.length == 3) {
      return new Reply(200, view(session));
    }
    if (path.length == 4 && path[3].equals("statements") && method.equals("POST")) {
      String code = parsed(body).getString("code");
      received.merge(code, 1, Integer::sum);
      session.statements().add(new Statement(code, System.nanoTime() + length.toNanos()));
      return new Reply(201, view(session, session.statements().size() - 1));
    }
    if (path.length == 5 && path[3].equals("statements")) {
      int number = Integer.parseInt(path[4]);
      return number < session.statements().size()
          ? new Reply(200, view(session, number))
          : problem(404, "Statement not found");
    }
    return problem(200, "ok");
  }

  private static Reply problem(int status, String message) {
    return new Reply(status, Json.createObjectBuilder().add("msg", message).build());
  }

  private JsonObject list() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    sessions.forEach(session -> all.add(view(session)));
    return Json.createObjectBuilder()
        .add("from", 0)
        .add("total", sessions.size())
        .add("sessions", all)
        .build();
  }

  private static JsonObject view(Session session) {
    return Json.createObjectBuilder()
        .add("id", session.id())
        .add("name", session.name())
        .add("state", "idle")
        .add("kind", "spark")
        .add("log", Json.createArrayBuilder())
        .build();
  }

  private static JsonObject view(Session session, int number) {
    Statement statement = session.statements().get(number);
    boolean done = System.nanoTime() >= statement.endNanos();
    JsonObjectBuilder view =
        Json.createObjectBuilder()
            .add("id", number)
            .add("code", statement.code())
            .add("state", done ? "available" : "running")
            .add("progress", done ? 1.0 : 0.0);
    JsonObjectBuilder output =
        Json.createObjectBuilder()
            .add("status", "ok")
            .add("execution_count", number)
            .add("data", Json.createObjectBuilder().add("text/plain", "done"));
    return (done ? view.add("output", output) : view.addNull("output")).build();
  }

  private static JsonObject parsed(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
