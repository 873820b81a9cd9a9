package io.lakegate.session;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/** The table in a stored output as CSV: Livy's SQL result, or what {@code %table} gave. */
final class TableCsv {
  private TableCsv() {}

  /** Empty when there is no table in it. */
  static Optional<String> of(String stored) {
    try (JsonReader reader = Json.createReader(new StringReader(stored))) {
      JsonValue data = reader.readObject().get("data");
      return data instanceof JsonObject types
          ? types.values().stream().map(TableCsv::table).flatMap(Optional::stream).findFirst()
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> table(JsonValue value) {
    if (!(value instanceof JsonObject table) || !(table.get("data") instanceof JsonArray rows)) {
      return Optional.empty();
    }
    JsonValue fields =
        table.get("schema") instanceof JsonObject schema
            ? schema.get("fields")
            : table.get("headers");
    if (!(fields instanceof JsonArray columns)) {
      return Optional.empty();
    }
    StringBuilder csv = new StringBuilder(Csv.line(columns.stream().map(TableCsv::name).toList()));
    for (JsonValue row : rows) {
      if (row instanceof JsonArray cells) {
        csv.append(Csv.line(cells(cells)));
      }
    }
    return Optional.of(csv.toString());
  }

  private static String name(JsonValue column) {
    return column instanceof JsonObject field ? text(field.get("name")) : text(column);
  }

  private static List<String> cells(JsonArray row) {
    return row.stream().map(value -> value == JsonValue.NULL ? "" : text(value)).toList();
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : String.valueOf(value);
  }
}
