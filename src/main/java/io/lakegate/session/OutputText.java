package io.lakegate.session;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.stream.Collectors;

/** A stored output in plain text. */
public record OutputText(String text, String error, String traceback) {
  static OutputText of(String stored) {
    try (JsonReader reader = Json.createReader(new StringReader(stored))) {
      JsonObject output = reader.readObject();
      if (output.containsKey("ename") || output.containsKey("evalue")) {
        return new OutputText(
            null,
            (string(output, "ename") + ": " + string(output, "evalue")).strip(),
            traceback(output));
      }
      return new OutputText(data(output), null, null);
    } catch (JsonException e) {
      return new OutputText(stored, null, null);
    }
  }

  private static String data(JsonObject output) {
    JsonValue data = output.get("data");
    if (data == null || data.getValueType() != JsonValue.ValueType.OBJECT) {
      return "";
    }
    return data.asJsonObject().values().stream()
        .map(value -> value instanceof JsonString text ? text.getString() : value.toString())
        .collect(Collectors.joining("\n"));
  }

  private static String string(JsonObject output, String name) {
    return output.get(name) instanceof JsonString text ? text.getString() : "";
  }

  private static String traceback(JsonObject output) {
    JsonValue lines = output.get("traceback");
    if (lines == null || lines.getValueType() != JsonValue.ValueType.ARRAY) {
      return "";
    }
    return lines.asJsonArray().stream()
        .map(line -> line instanceof JsonString text ? text.getString() : line.toString())
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }
}
