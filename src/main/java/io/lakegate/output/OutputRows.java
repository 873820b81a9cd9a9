package io.lakegate.output;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * The rows of a table in an output: {@code data} beside SQL's {@code schema} or {@code %table}'s
 * {@code headers}, and pandas' {@code split} and {@code table} forms of JSON.
 */
final class OutputRows {
  /** The media type of SQL's results; only they are cut by the backend's limit. */
  private static final String SQL_TABLE = "application/json";

  private static final List<String> ROWS = List.of("data", "rows");
  private static final String LABELS = "index";

  private OutputRows() {}

  /** The rows of an SQL result; -1 when it is none. */
  static int count(JsonObject data) {
    JsonArray rows = data == null ? null : find(data.get(SQL_TABLE));
    return rows == null ? -1 : rows.size();
  }

  /** Null when the value is no table. */
  static JsonArray find(JsonValue value) {
    String name = name(value);
    return name == null ? null : value.asJsonObject().getJsonArray(name);
  }

  private static String name(JsonValue value) {
    return value instanceof JsonObject table
        ? ROWS.stream()
            .filter(each -> table.get(each) instanceof JsonArray)
            .findFirst()
            .orElse(null)
        : null;
  }

  /** The table with as many whole rows as fit; its text's beginning when not even one does. */
  static JsonValue first(JsonValue value, JsonArray rows, long most) {
    String name = name(value);
    JsonObjectBuilder head = Json.createObjectBuilder(value.asJsonObject());
    head.add(name, JsonValue.EMPTY_JSON_ARRAY);
    JsonArray labels = labels(value.asJsonObject(), rows.size());
    if (labels != null) {
      head.add(LABELS, JsonValue.EMPTY_JSON_ARRAY);
    }
    JsonObject empty = head.build();
    int fitting = JsonSize.fitting(rows, labels, most - JsonSize.of(empty));
    if (fitting == 0) {
      return JsonSize.beginning(value, most);
    }
    JsonObjectBuilder cut = Json.createObjectBuilder(empty);
    cut.add(name, Json.createArrayBuilder(rows.subList(0, fitting)));
    if (labels != null) {
      cut.add(LABELS, Json.createArrayBuilder(labels.subList(0, fitting)));
    }
    return cut.build();
  }

  /** One for each row, apart from them; null without. */
  private static JsonArray labels(JsonObject table, int rows) {
    return table.get(LABELS) instanceof JsonArray labels && labels.size() == rows ? labels : null;
  }
}
