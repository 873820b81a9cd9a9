package io.lakegate.session;

import io.lakegate.client.livy.LivyOutput;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;

/**
 * A statement's output as it is stored: Livy's own JSON, made to fit.
 *
 * @param json never null
 * @param limit the setting that cut it; null when whole
 * @param kept what was kept: rows under the backend's row limit, characters under ours
 */
record OutputCut(String json, String limit, long kept) {
  /** Livy's key (livy.rsc.sql.num-rows); its SQL interpreter stops there without a word. */
  static final String ROW_LIMIT = "livy.rsc.sql.num-rows";

  static final int DEFAULT_ROWS = 1000;
  static final String SIZE_LIMIT = "lakegate.statement.max-output";
  private static final String TABLE = "application/json";
  private static final int ROOM = 2000;

  /**
   * @param rowLimit the backend's limit for this session: exactly so many rows are probably cut
   * @param maxOutput characters kept at most
   */
  static OutputCut of(LivyOutput output, int rowLimit, int maxOutput) {
    JsonObject whole = json(output, output.data());
    String text = whole.toString();
    if (text.length() > maxOutput) {
      return cut(output, maxOutput);
    }
    return rows(output.data()) == rowLimit
        ? new OutputCut(text, ROW_LIMIT, rowLimit)
        : new OutputCut(text, null, 0);
  }

  private static JsonObject json(LivyOutput output, JsonObject data) {
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

  private static int rows(JsonObject data) {
    JsonArray rows = tableRows(data);
    return rows == null ? -1 : rows.size();
  }

  private static JsonArray tableRows(JsonObject data) {
    JsonValue table = data == null ? null : data.get(TABLE);
    if (table == null || table.getValueType() != JsonValue.ValueType.OBJECT) {
      return null;
    }
    JsonValue rows = table.asJsonObject().get("data");
    return rows != null && rows.getValueType() == JsonValue.ValueType.ARRAY
        ? rows.asJsonArray()
        : null;
  }

  /** Keeps the beginning of texts and the first rows of a table; drops what cannot be halved. */
  private static OutputCut cut(LivyOutput output, int maxOutput) {
    int room = Math.max(0, maxOutput - ROOM);
    long kept = 0;
    JsonObjectBuilder data = Json.createObjectBuilder();
    if (output.data() != null) {
      for (Map.Entry<String, JsonValue> entry : output.data().entrySet()) {
        JsonValue value = fitting(entry.getKey(), output.data(), room);
        if (value != null) {
          data.add(entry.getKey(), value);
          int length = value.toString().length();
          room -= length;
          kept += length;
        }
      }
    }
    LivyOutput shortened =
        new LivyOutput(
            output.status(),
            output.executionCount(),
            null,
            output.ename(),
            start(output.evalue(), room),
            output.traceback().stream().limit(100).map(line -> start(line, 10_000)).toList());
    return new OutputCut(
        json(shortened, output.data() == null ? null : data.build()).toString(), SIZE_LIMIT, kept);
  }

  private static JsonValue fitting(String type, JsonObject data, int room) {
    JsonValue value = data.get(type);
    if (value.toString().length() <= room) {
      return value;
    }
    if (value instanceof JsonString text && type.startsWith("text/plain")) {
      // Escapes can make a character six times as long.
      return Json.createValue(start(text.getString(), room / 6));
    }
    JsonArray rows = type.equals(TABLE) ? tableRows(data) : null;
    return rows == null ? null : firstRows(value.asJsonObject(), rows, room);
  }

  private static JsonValue firstRows(JsonObject table, JsonArray rows, int room) {
    JsonArrayBuilder kept = Json.createArrayBuilder();
    int left = room - String.valueOf(table.get("schema")).length() - ROOM;
    for (JsonValue row : rows) {
      left -= row.toString().length() + 1;
      if (left < 0) {
        break;
      }
      kept.add(row);
    }
    return Json.createObjectBuilder(table).add("data", kept).build();
  }

  private static String start(String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, Math.max(0, length));
  }
}
