package io.lakegate.session;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.SecretMask;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;

/**
 * Code and outputs with what looks like a secret hidden. Pages hide it from everybody; the API and
 * downloads give the original to who submitted the statement, and to nobody else.
 */
final class OutputMask {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private OutputMask() {}

  static boolean isOriginalFor(Caller reader, Statement statement) {
    return statement.getSubmittedBy().equals(reader.personId());
  }

  static String code(Caller reader, Statement statement) {
    return isOriginalFor(reader, statement)
        ? statement.getCode()
        : SecretMask.of(statement.getCode());
  }

  static String output(Caller reader, Statement statement, String output) {
    return isOriginalFor(reader, statement) ? output : of(output);
  }

  /** A stored output; null for null. Stays JSON where it was. */
  static String of(String output) {
    String masked = SecretMask.of(output);
    if (masked == null || masked.equals(output)) {
      return output;
    }
    try (JsonReader reader = READERS.createReader(new StringReader(output))) {
      return of(reader.readValue()).toString();
    } catch (JsonException e) {
      return masked;
    }
  }

  private static JsonValue of(JsonValue value) {
    if (value instanceof JsonObject object) {
      JsonObjectBuilder copy = Json.createObjectBuilder();
      object.forEach((name, part) -> copy.add(name, of(part)));
      return copy.build();
    }
    if (value instanceof JsonArray array) {
      JsonArrayBuilder copy = Json.createArrayBuilder();
      array.forEach(part -> copy.add(of(part)));
      return copy.build();
    }
    return value instanceof JsonString text
        ? Json.createValue(SecretMask.of(text.getString()))
        : value;
  }
}
