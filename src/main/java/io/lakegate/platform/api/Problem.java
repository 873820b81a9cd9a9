package io.lakegate.platform.api;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.Json;
import jakarta.json.JsonException;
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
    if (!(written instanceof String json) || !json.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(ErrorCode.valueOf(BoundedJson.object(json).getString("code", "")));
    } catch (JsonException | IllegalArgumentException e) {
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
