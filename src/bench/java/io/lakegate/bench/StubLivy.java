package io.lakegate.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Answers as Livy does; a statement {@code sleep N} is available N milliseconds after its POST. */
final class StubLivy implements AutoCloseable {
  static {
    // Else every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Session(int id, String name, List<Statement> statements) {}

  private record Statement(String code, long endNanos) {}

  private final List<Session> sessions = new ArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private final HttpServer server;

  StubLivy() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  long requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String[] path = exchange.getRequestURI().getPath().split("/");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean post = exchange.getRequestMethod().equals("POST");
    JsonObject answer = null;
    synchronized (this) {
      if (path.length == 2 && path[1].equals("version")) {
        answer = Json.createObjectBuilder().add("version", "0.10.0").build();
      } else if (path.length == 2 && post) {
        answer = view(create(parse(body).getString("name", null)));
      } else if (path.length == 2) {
        answer = list();
      } else {
        answer = below(path, post, body, exchange.getRequestMethod());
      }
    }
    byte[] bytes =
        (answer == null ? "{\"msg\":\"not found\"}" : answer.toString())
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer == null ? 404 : post ? 201 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private JsonObject below(String[] path, boolean post, String body, String method) {
    Session session =
        sessions.stream()
            .filter(s -> String.valueOf(s.id()).equals(path[2]) || path[2].equals(s.name()))
            .findFirst()
            .orElse(null);
    if (session == null) {
      return null;
    }
    if (path.length == 3) {
      if (method.equals("DELETE")) {
        sessions.remove(session);
        return Json.createObjectBuilder().add("msg", "deleted").build();
      }
      return view(session);
    }
    if (path.length == 4 && path[3].equals("statements") && post) {
      String code = parse(body).getString("code");
      long millis = Long.parseLong(code.substring(code.indexOf(' ') + 1).strip());
      session.statements().add(new Statement(code, System.nanoTime() + millis * 1_000_000));
      return view(session, session.statements().size() - 1);
    }
    boolean one = path.length == 5 && path[3].equals("statements");
    if (one && Integer.parseInt(path[4]) < session.statements().size()) {
      return view(session, Integer.parseInt(path[4]));
    }
    return one ? null : Json.createObjectBuilder().add("msg", "ok").build();
  }

  private Session create(String name) {
    Session session = new Session(sessions.size(), name, new ArrayList<>());
    sessions.add(session);
    return session;
  }

  private JsonObject list() {
    var all = Json.createArrayBuilder();
    sessions.forEach(session -> all.add(view(session)));
    return Json.createObjectBuilder()
        .add("from", 0)
        .add("total", sessions.size())
        .add("sessions", all)
        .build();
  }

  private static JsonObject view(Session session) {
    JsonObjectBuilder view =
        Json.createObjectBuilder()
            .add("id", session.id())
            .add("state", "idle")
            .add("kind", "spark")
            .add("log", Json.createArrayBuilder());
    return (session.name() == null ? view : view.add("name", session.name())).build();
  }

  private static JsonObject view(Session session, int number) {
    Statement statement = session.statements().get(number);
    boolean done = System.nanoTime() >= statement.endNanos();
    JsonObjectBuilder view =
        Json.createObjectBuilder()
            .add("id", number)
            .add("code", statement.code())
            .add("state", done ? "available" : "running")
            .add("progress", done ? 1.0 : 0.0)
            .add("started", 0)
            .add("completed", 0);
    if (done) {
      view.add(
          "output",
          Json.createObjectBuilder()
              .add("status", "ok")
              .add("execution_count", number)
              .add("data", Json.createObjectBuilder().add("text/plain", "done")));
    } else {
      view.addNull("output");
    }
    return view.build();
  }

  private static JsonObject parse(String body) {
    return Json.createReader(new java.io.StringReader(body)).readObject();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
