package io.lakegate.output;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.SecretMask;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.UUID;

/**
 * Code and outputs with everything hidden that looks like a secret. Pages hide it from everybody;
 * the API and downloads give the original to the person who submitted the statement only.
 */
public final class OutputMask {
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
    if (output == null) {
      return null;
    }
    try {
      JsonValue stored = BoundedJson.value(output);
      JsonValue masked = of(stored);
      return masked == stored ? output : masked.toString();
    } catch (JsonException e) {
      return SecretMask.of(output);
    }
  }

  /** Returns the very value if nothing in it has to be hidden. */
  private static JsonValue of(JsonValue value) {
    if (value instanceof JsonObject object) {
      JsonObjectBuilder copy = Json.createObjectBuilder();
      boolean same = true;
      for (Map.Entry<String, JsonValue> member : object.entrySet()) {
        JsonValue masked = member(member.getKey(), member.getValue());
        same &= masked == member.getValue();
        copy.add(member.getKey(), masked);
      }
      return same ? object : copy.build();
    }
    if (value instanceof JsonArray array) {
      JsonArrayBuilder copy = Json.createArrayBuilder();
      boolean same = true;
      for (JsonValue part : array) {
        JsonValue masked = of(part);
        same &= masked == part;
        copy.add(masked);
      }
      return same ? array : copy.build();
    }
    return value instanceof JsonString text ? masked(text, SecretMask.of(text.getString())) : value;
  }

  /** The name of a member may make its text a secret. */
  private static JsonValue member(String name, JsonValue value) {
    return value instanceof JsonString text
        ? masked(text, SecretMask.ofSetting(name, text.getString()))
        : of(value);
  }

  private static JsonValue masked(JsonString text, String masked) {
    return masked.equals(text.getString()) ? text : Json.createValue(masked);
  }
}
