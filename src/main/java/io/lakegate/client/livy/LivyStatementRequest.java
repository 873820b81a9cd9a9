package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import java.util.Objects;

/**
 * Code to run.
 *
 * @param kind null = the session's own; a {@code shared} session answers 500 without one
 */
public record LivyStatementRequest(String code, String kind) {
  public LivyStatementRequest {
    Objects.requireNonNull(code, "code");
  }

  JsonObject toJson() {
    return new LivyFields().text("code", code, true).text("kind", kind).toJson();
  }
}
