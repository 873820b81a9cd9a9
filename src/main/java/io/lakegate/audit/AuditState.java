package io.lakegate.audit;

import io.lakegate.platform.security.SecretMask;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.StringReader;
import java.util.Map;

/**
 * How something was before or after: the view of it as JSON text. Views hold no secrets, but people
 * write some into settings that are meant for others; those are masked.
 */
final class AuditState {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  /** As long as the column. */
  private static final int LONGEST = 1_000_000;

  private AuditState() {}

  /** Null for null. */
  static String json(Object view) {
    if (view == null) {
      return null;
    }
    String written;
    try (JsonReader reader = READERS.createReader(new StringReader(JSON.toJson(view)))) {
      written = masked(reader.readValue()).toString();
    }
    return written.length() <= LONGEST
        ? written
        : Json.createObjectBuilder().add("tooLong", written.length()).build().toString();
  }

  private static JsonValue masked(JsonValue value) {
    if (value instanceof JsonObject object) {
      JsonObjectBuilder copy = Json.createObjectBuilder();
      object.forEach(
          (name, part) ->
              copy.add(
                  name,
                  part instanceof JsonString text
                      ? Json.createValue(SecretMask.ofSetting(name, text.getString()))
                      : masked(part)));
      return copy.build();
    }
    if (value instanceof JsonArray array) {
      JsonArrayBuilder copy = Json.createArrayBuilder();
      array.forEach(part -> copy.add(masked(part)));
      return copy.build();
    }
    return value instanceof JsonString text
        ? Json.createValue(SecretMask.of(text.getString()))
        : value;
  }
}
