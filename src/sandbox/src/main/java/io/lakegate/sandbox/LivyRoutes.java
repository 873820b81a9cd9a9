package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Livy's REST API: which path and method asks for what. */
class LivyRoutes {

  private static final Map<String, String> VERSION = version();

  private final Sessions sessions;
  private final Batches batches;

  LivyRoutes(Sessions sessions, Batches batches) {
    this.sessions = sessions;
    this.batches = batches;
  }

  Reply answer(Request request) {
    List<String> path = request.path();
    String root = path.isEmpty() ? "" : path.get(0);
    return switch (root) {
      case "sessions" -> sessions(request, path.subList(1, path.size()));
      case "batches" -> batches(request, path.subList(1, path.size()));
      case "version" -> path.size() == 1 ? Reply.ok(VERSION) : Reply.unknownPath();
      default -> Reply.unknownPath();
    };
  }

  private Reply sessions(Request request, List<String> path) {
    return switch (path.size()) {
      case 0 ->
          switch (request.method()) {
            case "GET", "HEAD" -> list(request);
            case "POST" -> create(request);
            default -> Reply.notAllowed("POST, GET, HEAD");
          };
      case 1 ->
          switch (request.method()) {
            case "GET", "HEAD" -> Reply.ok(sessions.get(path.get(0)).view());
            case "DELETE" -> delete(path.get(0));
            default -> Reply.notAllowed("DELETE, GET, HEAD");
          };
      default -> withinSession(request, sessions.get(path.get(0)), path.subList(1, path.size()));
    };
  }

  private Reply list(Request request) {
    return Reply.ok(
        Listing.of(
            sessions.list().stream().map(LivySession::view).toList(),
            request.number("from"),
            request.number("size")));
  }

  private Reply create(Request request) {
    SessionView created = sessions.create(SessionRequest.parse(request.body()));
    return Reply.created(created, "/sessions/" + created.id());
  }

  private Reply delete(String idOrName) {
    sessions.delete(sessions.get(idOrName));
    return Reply.message("deleted");
  }

  private Reply withinSession(Request request, LivySession session, List<String> path) {
    String what = request.method().replace("HEAD", "GET") + " " + path.get(0);
    if (path.get(0).equals("statements")) {
      return statements(request, session, path.subList(1, path.size()));
    }
    if (path.size() > 1) {
      return Reply.unknownPath();
    }
    return switch (what) {
      case "GET state" -> Reply.ok(stateOf(session.id(), session.state()));
      case "GET log" -> log(request, session.id(), session.logLines());
      case "POST connect" -> {
        session.touch();
        yield Reply.ok(session.view());
      }
      case "POST stop" -> {
        session.stop();
        yield Reply.noContent();
      }
      case "POST completion" -> complete(request, session);
      default ->
          switch (path.get(0)) {
            case "state", "log" -> Reply.notAllowed("GET, HEAD");
            case "connect", "stop", "completion" -> Reply.notAllowed("POST");
            default -> Reply.unknownPath();
          };
    };
  }

  private static Map<String, Object> stateOf(int id, SessionState state) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", id);
    view.put("state", state);
    return view;
  }

  private static Reply log(Request request, int id, List<String> lines) {
    SessionLog.Page page = SessionLog.page(lines, request.number("from"), request.number("size"));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", id);
    view.put("from", page.from());
    view.put("total", page.total());
    view.put("log", page.log());
    return Reply.ok(view);
  }

  private Reply complete(Request request, LivySession session) {
    ObjectNode json =
        Json.object(
            request.body(), "org.apache.livy.CompletionRequest", List.of("code", "kind", "cursor"));
    return Reply.ok(
        Map.of(
            "candidates",
            session.complete(
                Json.text(json, "code"), Json.text(json, "kind"), Json.number(json, "cursor"))));
  }

  private Reply statements(Request request, LivySession session, List<String> path) {
    return switch (path.size()) {
      case 0 ->
          switch (request.method()) {
            case "GET", "HEAD" -> listStatements(request, session);
            case "POST" -> submit(request, session);
            default -> Reply.notAllowed("POST, GET, HEAD");
          };
      case 1 ->
          switch (request.method()) {
            case "GET", "HEAD" ->
                Reply.ok(
                    session
                        .statement(Numbers.parse(path.get(0)))
                        .orElseThrow(() -> Refusal.bare(404, "Statement not found")));
            default -> Reply.notAllowed("GET, HEAD");
          };
      case 2 -> {
        if (!path.get(1).equals("cancel")) {
          yield Reply.unknownPath();
        }
        if (!request.method().equals("POST")) {
          yield Reply.notAllowed("POST");
        }
        session.cancel(Numbers.parse(path.get(0)));
        yield Reply.message("canceled");
      }
      default -> Reply.unknownPath();
    };
  }

  private Reply listStatements(Request request, LivySession session) {
    List<Statement> statements = session.statements();
    if ("desc".equals(request.parameters().get("order"))) {
      Collections.reverse(statements);
    }
    Integer from = request.number("from");
    Integer size = request.number("size");
    // Livy slices: a start before the first one costs as many of the page.
    long first = from == null ? 0 : from;
    long end = first + (size == null ? statements.size() : size);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("total_statements", statements.size());
    view.put("statements", session.statementViews(Listing.slice(statements, first, end)));
    return Reply.ok(view);
  }

  private Reply submit(Request request, LivySession session) {
    ObjectNode json =
        Json.object(
            request.body(), "org.apache.livy.ExecuteRequest", List.of("msg_type", "kind", "code"));
    Statement.View submitted = session.submit(Json.text(json, "code"), Json.text(json, "kind"));
    return Reply.created(submitted, "/sessions/" + session.id() + "/statements/" + submitted.id());
  }

  private Reply batches(Request request, List<String> path) {
    String method = request.method().replace("HEAD", "GET");
    return switch (path.size()) {
      case 0 ->
          switch (method) {
            case "GET" ->
                Reply.ok(
                    Listing.of(
                        batches.list().stream().map(Batch::view).toList(),
                        request.number("from"),
                        request.number("size")));
            case "POST" -> {
              Batch.View created = batches.create(BatchRequest.parse(request.body()));
              yield Reply.created(created, "/batches/" + created.id());
            }
            default -> Reply.notAllowed("POST, GET, HEAD");
          };
      case 1 ->
          switch (method) {
            case "GET" -> Reply.ok(batches.get(path.get(0)).view());
            case "DELETE" -> {
              batches.delete(batches.get(path.get(0)));
              yield Reply.message("deleted");
            }
            default -> Reply.notAllowed("DELETE, GET, HEAD");
          };
      case 2 -> {
        Batch batch = batches.get(path.get(0));
        yield switch (method + " " + path.get(1)) {
          case "GET state" -> Reply.ok(stateOf(batch.id(), batch.state()));
          case "GET log" -> log(request, batch.id(), batch.logLines());
          default -> Reply.unknownPath();
        };
      }
      default -> Reply.unknownPath();
    };
  }

  /** The version of Livy whose answers were recorded; the url says that it is not a Livy. */
  private static Map<String, String> version() {
    Map<String, String> version = new LinkedHashMap<>();
    version.put("url", "lakegate-sandbox");
    version.put("branch", "master");
    version.put("revision", "fc4202ea31722979566f7f730f141420828e4d6b");
    version.put("version", "0.10.0-incubating-SNAPSHOT");
    version.put("date", "2026-11-21T22:26:33Z");
    version.put("user", "");
    return version;
  }
}
