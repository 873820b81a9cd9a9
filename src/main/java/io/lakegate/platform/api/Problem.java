package io.lakegate.platform.api;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * RFC 9457 problem document.
 *
 * @param fields field → what is wrong with it; empty when it is about no field
 */
public record Problem(ErrorCode code, String detail, Map<String, String> fields) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ErrorCode code, Object... arguments) {
    return new Problem(code, code.sentence(arguments), Map.of());
  }

  public static Problem of(LakegateException exception) {
    return new Problem(exception.code(), exception.getMessage(), exception.fields());
  }

  /** The code of what {@code toJson} wrote; empty for any other answer. */
  public static Optional<ErrorCode> codeOf(Object written) {
    try {
      return parse(written).map(json -> ErrorCode.valueOf(json.getString("code", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The fields of what {@code toJson} wrote; none for any other answer. */
  static Map<String, String> fieldsOf(Object written) {
    Map<String, String> fields = new TreeMap<>();
    parse(written)
        .filter(json -> codeOf(written).isPresent() && json.containsKey("fields"))
        .map(json -> json.getJsonObject("fields"))
        .ifPresent(
            messages -> messages.keySet().forEach(n -> fields.put(n, messages.getString(n))));
    return fields;
  }

  private static Optional<JsonObject> parse(Object written) {
    if (!(written instanceof String json) || !json.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(BoundedJson.object(json));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  public String toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title())
            .add("status", code.status())
            .add("detail", detail)
            .add("code", code.name());
    if (!fields.isEmpty()) {
      JsonObjectBuilder messages = Json.createObjectBuilder();
      new TreeMap<>(fields).forEach(messages::add);
      json.add("fields", messages);
    }
    return json.build().toString();
  }

  private String title() {
    String words = code.name().replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
