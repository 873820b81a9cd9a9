package io.lakegate.output;

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
import java.util.UUID;

/**
 * Code and outputs with everything hidden that looks like a secret. Pages hide it from everybody;
 * the API and downloads give the original to the person who submitted the statement only.
 */
public final class OutputMask {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private OutputMask() {}

  /** Returns the code as {@code reader} may see it, who need not be the one who submitted it. */
  public static String code(Caller reader, UUID submittedBy, String code) {
    return submittedBy.equals(reader.personId()) ? code : SecretMask.of(code);
  }

  /**
   * Returns the stored output as {@code reader} may see it, who need not be the one who submitted
   * the statement; null for null.
   */
  public static String output(Caller reader, UUID submittedBy, String output) {
    return submittedBy.equals(reader.personId()) ? output : of(output);
  }

  /** Masks a stored output for everybody. JSON stays JSON; null stays null. */
  public static String of(String output) {
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
