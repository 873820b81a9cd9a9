package io.lakegate.output;

import io.lakegate.platform.text.TerminalText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Livy's two ways to send a table: SQL's {@code schema} and {@code data}, and {@code %table}'s
 * {@code headers} and {@code data}. Values are written exactly as sent, except that a decimal gets
 * its scale back and a struct its shape, which Livy's JSON loses.
 */
final class OutputTable {
  private static final Pattern NUMBER =
      Pattern.compile("(tinyint|smallint|int|bigint|byte|short|integer|long|float|double)(_type)?");
  private static final Pattern DECIMAL = Pattern.compile("decimal(?:\\(\\d+,\\s*(\\d+)\\)|_type)?");

  private record Field(Grid.Column column, int scale) {}

  private OutputTable() {}

  /** Null when the value is no table. */
  static Grid find(JsonValue value) {
    if (!(value instanceof JsonObject table) || !(table.get("data") instanceof JsonArray rows)) {
      return null;
    }
    JsonValue named =
        table.get("schema") instanceof JsonObject schema ? schema.get("fields") : null;
    JsonValue heads = named == null ? table.get("headers") : named;
    if (!(heads instanceof JsonArray columns) || rows.stream().anyMatch(OutputTable::isNoRow)) {
      return null;
    }
    List<Field> fields = columns.stream().map(OutputTable::field).toList();
    return new Grid(
        fields.stream().map(Field::column).toList(),
        rows.stream().map(row -> cells(row.asJsonArray(), fields)).toList());
  }

  private static boolean isNoRow(JsonValue row) {
    return row.getValueType() != JsonValue.ValueType.ARRAY;
  }

  private static Field field(JsonValue head) {
    if (!(head instanceof JsonObject column)) {
      return new Field(new Grid.Column(String.valueOf(head), "", false), -1);
    }
    String name =
        column.get("name") instanceof JsonString text ? TerminalText.plain(text.getString()) : "";
    String type = type(column.get("type"));
    Matcher decimal = DECIMAL.matcher(type);
    boolean exact = decimal.matches();
    int scale = exact && decimal.group(1) != null ? Integer.parseInt(decimal.group(1)) : -1;
    boolean number = exact || NUMBER.matcher(type).matches();
    return new Field(new Grid.Column(name, type.replace("_type", ""), number), scale);
  }

  private static String type(JsonValue type) {
    if (type instanceof JsonObject nested) {
      return type(nested.get("type"));
    }
    return type instanceof JsonString text ? text.getString().toLowerCase(Locale.ROOT) : "";
  }

  private static List<String> cells(JsonArray row, List<Field> fields) {
    List<String> cells = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      cells.add(i < row.size() ? cell(row.get(i), fields.get(i).scale()) : null);
    }
    return cells;
  }

  private static String cell(JsonValue value, int scale) {
    if (value == JsonValue.NULL) {
      return null;
    }
    if (value instanceof JsonString text) {
      return TerminalText.plain(text.getString());
    }
    if (value instanceof JsonNumber number) {
      BigDecimal exact = number.bigDecimalValue();
      return scale > Math.max(0, exact.scale())
          ? exact.setScale(scale).toPlainString()
          : number.toString();
    }
    return reshaped(value).toString();
  }

  /** A row inside a cell arrives as its schema and its values; people want names and values. */
  private static JsonValue reshaped(JsonValue value) {
    if (value instanceof JsonArray array) {
      var reshaped = Json.createArrayBuilder();
      array.forEach(item -> reshaped.add(reshaped(item)));
      return reshaped.build();
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    JsonObjectBuilder reshaped = Json.createObjectBuilder();
    if (object.size() == 2
        && object.get("schema") instanceof JsonArray names
        && object.get("values") instanceof JsonArray values
        && names.size() == values.size()) {
      for (int i = 0; i < names.size(); i++) {
        reshaped.add(field(names.get(i)).column().name(), reshaped(values.get(i)));
      }
    } else {
      object.forEach((name, item) -> reshaped.add(name, reshaped(item)));
    }
    return reshaped.build();
  }
}
