package io.lakegate.audit;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.SecretMask;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;

/**
 * The state of a thing before or after a change: the view of it as JSON text. Views hold no
 * secrets, but people write some into settings that are meant for others; those are masked.
 */
final class AuditState {
  private static final Jsonb JSON = JsonbBuilder.create();

  /** Length of the column. */
  private static final int MAX_LENGTH = 1_000_000;

  private AuditState() {}

  static String before(AuditEntry entry) {
    return json(entry.before(), List.of());
  }

  static String after(AuditEntry entry) {
    return json(entry.after(), entry.replaced());
  }

  /**
   * A stored state as it is shown: rows written before a name came onto the list of secrets are
   * masked as well. The chain goes over what is stored.
   */
  static String shown(String stored) {
    if (stored == null) {
      return null;
    }
    try {
      return masked(BoundedJson.value(stored)).toString();
    } catch (JsonException e) {
      return SecretMask.of(stored);
    }
  }

  private static String json(Object view, List<String> replaced) {
    if (view == null) {
      return null;
    }
    JsonObjectBuilder state =
        Json.createObjectBuilder(masked(BoundedJson.object(JSON.toJson(view))).asJsonObject());
    replaced.forEach(field -> state.add(field, SecretMask.MASK));
    String written = state.build().toString();
    return written.length() <= MAX_LENGTH
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
