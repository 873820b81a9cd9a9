package io.lakegate.client.livy;

import io.lakegate.platform.json.BoundedJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Livy's words leniently (what is missing, null or of another type is null, what is unknown
 * is passed over) except where a guess would be believed: without an id there is no session, and a
 * list that is not there is not an empty list.
 */
final class LivyJson {
  /** Ids go into paths of requests that carry a token, so not every text is one. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private LivyJson() {}

  /** The body is JSON, but not what was asked for. */
  static final class UnexpectedBody extends Exception {
    UnexpectedBody(String what) {
      super(what);
    }
  }

  /** Reads one kind of body. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonObject body) throws UnexpectedBody;
  }

  /** Empty when it is not JSON at all. */
  static Optional<JsonValue> parse(byte[] body) {
    try {
      return Optional.of(BoundedJson.value(body));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  static LivyVersion version(JsonObject body) throws UnexpectedBody {
    if (text(body, "version") == null) {
      throw new UnexpectedBody("no version");
    }
    return new LivyVersion(
        text(body, "version"), text(body, "revision"), text(body, "branch"), text(body, "date"));
  }

  static LivySession session(JsonObject body) throws UnexpectedBody {
    return new LivySession(
        id(body),
        text(body, "name"),
        text(body, "appId"),
        text(body, "owner"),
        text(body, "proxyUser"),
        text(body, "state"),
        text(body, "kind"),
        appInfo(body),
        texts(body, "log"));
  }

  static LivySessions sessions(JsonObject body) throws UnexpectedBody {
    List<LivySession> sessions = list(body, "sessions", "total", LivyJson::session);
    return new LivySessions(number(body, "from", 0), number(body, "total", 0), sessions);
  }

  static LivyBatch batch(JsonObject body) throws UnexpectedBody {
    return new LivyBatch(
        id(body),
        text(body, "name"),
        text(body, "appId"),
        text(body, "owner"),
        text(body, "proxyUser"),
        text(body, "state"),
        appInfo(body),
        texts(body, "log"));
  }

  /** The list of batches is called {@code sessions} too. */
  static LivyBatches batches(JsonObject body) throws UnexpectedBody {
    List<LivyBatch> batches = list(body, "sessions", "total", LivyJson::batch);
    return new LivyBatches(number(body, "from", 0), number(body, "total", 0), batches);
  }

  static LivyLog log(JsonObject body) throws UnexpectedBody {
    if (!body.containsKey("log")) {
      throw new UnexpectedBody("no log");
    }
    return new LivyLog(
        text(body, "id"), number(body, "from", 0), number(body, "total", 0), texts(body, "log"));
  }

  static LivyStatement statement(JsonObject body) throws UnexpectedBody {
    return new LivyStatement(
        id(body),
        text(body, "code"),
        text(body, "state"),
        output(body),
        body.get("progress") instanceof JsonNumber number ? number.doubleValue() : 0,
        time(body, "started"),
        time(body, "completed"));
  }

  static LivyStatements statements(JsonObject body) throws UnexpectedBody {
    List<LivyStatement> statements =
        list(body, "statements", "total_statements", LivyJson::statement);
    return new LivyStatements(number(body, "total_statements", 0), statements);
  }

  static List<String> candidates(JsonObject body) throws UnexpectedBody {
    if (!body.containsKey("candidates")) {
      throw new UnexpectedBody("no candidates");
    }
    return texts(body, "candidates");
  }

  /** A text or number as text; null for anything else. */
  static String text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    if (value instanceof JsonString text) {
      return text.getString();
    }
    return value instanceof JsonNumber number ? number.toString() : null;
  }

  private static LivyOutput output(JsonObject statement) {
    if (!(statement.get("output") instanceof JsonObject output)) {
      return null;
    }
    return new LivyOutput(
        text(output, "status"),
        output.get("execution_count") instanceof JsonNumber number ? number.intValue() : null,
        output.get("data") instanceof JsonObject data ? data : null,
        text(output, "ename"),
        text(output, "evalue"),
        texts(output, "traceback"));
  }

  private static LivyAppInfo appInfo(JsonObject body) {
    return body.get("appInfo") instanceof JsonObject info
        ? new LivyAppInfo(text(info, "driverLogUrl"), text(info, "sparkUiUrl"))
        : null;
  }

  private static String id(JsonObject body) throws UnexpectedBody {
    String id = text(body, "id");
    if (id == null || !ID.matcher(id).matches()) {
      throw new UnexpectedBody("no id");
    }
    return id;
  }

  private static int number(JsonObject body, String name, int otherwise) {
    return body.get(name) instanceof JsonNumber number ? number.intValue() : otherwise;
  }

  private static Long time(JsonObject body, String name) {
    return body.get(name) instanceof JsonNumber number && number.longValue() > 0
        ? number.longValue()
        : null;
  }

  private static List<String> texts(JsonObject body, String name) {
    if (!(body.get(name) instanceof JsonArray array)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    for (JsonValue value : array) {
      texts.add(value instanceof JsonString text ? text.getString() : value.toString());
    }
    return List.copyOf(texts);
  }

  /** A null list is empty only if the server also counts none. */
  private static <T> List<T> list(JsonObject body, String name, String total, Reader<T> reader)
      throws UnexpectedBody {
    if (body.get(name) == JsonValue.NULL && number(body, total, 1) == 0) {
      return List.of();
    }
    if (!(body.get(name) instanceof JsonArray array)) {
      throw new UnexpectedBody("no " + name);
    }
    List<T> items = new ArrayList<>(array.size());
    for (JsonValue item : array) {
      if (!(item instanceof JsonObject object)) {
        throw new UnexpectedBody("a stranger among " + name);
      }
      items.add(reader.read(object));
    }
    return List.copyOf(items);
  }
}
