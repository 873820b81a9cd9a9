package io.lakegate.output;

import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RowLimit;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement's output as it is stored: a notebook's JSON, made to fit.
 *
 * @param json never null
 * @param limit the setting that cut it; null when whole
 * @param kept what was kept: rows under the backend's row limit, characters under ours
 */
public record OutputCut(String json, String limit, long kept) {
  static final String SIZE_LIMIT = "lakegate.statement.max-output";

  /** Bytes for all that is neither a result nor a message. */
  private static final int ROOM = 2000;

  private static final int MAX_NAME_LENGTH = 1000;

  /** Media types whose content is broken by a cut. */
  private static final Pattern INDIVISIBLE =
      Pattern.compile("(?:image|audio|video|font)/.*|application/(?:pdf|octet-stream|zip)");

  /**
   * @param rowLimit the backend's limit for this session: exactly so many rows are probably cut;
   *     null if none is known
   * @param maxOutput bytes of JSON in UTF-8 kept at most
   */
  static OutputCut of(RemoteOutput output, RowLimit rowLimit, int maxOutput) {
    String text = json(output, output.data()).toString();
    if (JsonSize.exceeds(text, maxOutput)) {
      return cut(output, maxOutput);
    }
    return rowLimit != null && OutputRows.count(output.data()) == rowLimit.rows()
        ? new OutputCut(text, rowLimit.setting(), rowLimit.rows())
        : new OutputCut(text, null, 0);
  }

  private static JsonObject json(RemoteOutput output, JsonObject data) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    add(json, "status", output.status());
    if (output.executionCount() != null) {
      json.add("execution_count", output.executionCount());
    }
    if (data != null) {
      json.add("data", data);
    }
    add(json, "ename", output.ename());
    add(json, "evalue", output.evalue());
    if (!output.traceback().isEmpty()) {
      json.add("traceback", Json.createArrayBuilder(output.traceback()));
    }
    return json.build();
  }

  private static void add(JsonObjectBuilder json, String name, String value) {
    if (value != null) {
      json.add(name, value);
    }
  }

  /**
   * Keeps an error's message and the beginning of its traceback, then the beginning of texts and
   * the first rows of tables and lists; drops what cannot be halved.
   */
  private static OutputCut cut(RemoteOutput output, int maxOutput) {
    long room = Math.max(0, maxOutput - ROOM);
    long kept = 0;
    String name = JsonSize.start(output.ename(), Math.min(room, MAX_NAME_LENGTH));
    String message = JsonSize.start(output.evalue(), output.data() == null ? room : room / 2);
    room -= JsonSize.of(name) + JsonSize.of(message);
    kept += characters(name) + characters(message);
    List<String> traceback = new ArrayList<>();
    long roomForLines = output.data() == null ? room : room / 2;
    for (String line : output.traceback()) {
      String start = JsonSize.start(line, roomForLines);
      if (start.isEmpty() && !line.isEmpty()) {
        break;
      }
      traceback.add(start);
      roomForLines -= JsonSize.of(start) + 1;
      room -= JsonSize.of(start) + 1;
      kept += characters(start);
    }
    JsonObjectBuilder data = Json.createObjectBuilder();
    if (output.data() != null) {
      for (Map.Entry<String, JsonValue> entry : output.data().entrySet()) {
        JsonValue value = fitting(entry, room);
        if (value != null) {
          data.add(entry.getKey(), value);
          room -= JsonSize.of(entry.getKey()) + JsonSize.of(value) + 2;
          kept += characters(value instanceof JsonString t ? t.getString() : value.toString());
        }
      }
    }
    RemoteOutput shortened =
        new RemoteOutput(output.status(), output.executionCount(), null, name, message, traceback);
    return new OutputCut(
        json(shortened, output.data() == null ? null : data.build()).toString(), SIZE_LIMIT, kept);
  }

  /**
   * Returns the part of a value that fits; null if nothing fits or a cut would break it, as it
   * would an image.
   */
  private static JsonValue fitting(Map.Entry<String, JsonValue> entry, long room) {
    JsonValue value = entry.getValue();
    long left = room - JsonSize.of(entry.getKey()) - 2;
    if (JsonSize.of(value) <= left) {
      return value;
    }
    if (value instanceof JsonString text) {
      boolean whole = left < ROOM / 10 || INDIVISIBLE.matcher(entry.getKey()).matches();
      return whole ? null : Json.createValue(JsonSize.start(text.getString(), left));
    }
    JsonArray rows = OutputRows.find(value);
    return rows == null ? JsonSize.beginning(value, left) : OutputRows.first(value, rows, left);
  }

  private static long characters(String text) {
    return text == null ? 0 : text.codePointCount(0, text.length());
  }
}
