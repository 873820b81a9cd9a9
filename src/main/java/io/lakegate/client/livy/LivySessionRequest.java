package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The body of a request for a session, in Livy's own field names only: an unknown field is a 400.
 * Fields that are null or empty are not sent.
 */
public final class LivySessionRequest {
  private final JsonObject body;

  private LivySessionRequest(JsonObject body) {
    this.body = body;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Exactly the body that {@link LivyClient#createSession} sends. */
  public JsonObject toJson() {
    return body;
  }

  /** Null for a session without a name. */
  public String name() {
    return body.getString("name", null);
  }

  /** Names the fields, in the order in which they are sent. */
  public static final class Builder {
    private final LivyFields fields = new LivyFields();

    private Builder() {}

    public Builder kind(String kind) {
      fields.text("kind", kind);
      return this;
    }

    public Builder proxyUser(String user) {
      fields.text("proxyUser", user);
      return this;
    }

    public Builder jars(List<String> uris) {
      fields.texts("jars", uris);
      return this;
    }

    public Builder pyFiles(List<String> uris) {
      fields.texts("pyFiles", uris);
      return this;
    }

    public Builder files(List<String> uris) {
      fields.texts("files", uris);
      return this;
    }

    public Builder driver(String memory, Integer cores) {
      fields.text("driverMemory", memory).number("driverCores", cores);
      return this;
    }

    public Builder executors(String memory, Integer cores, Integer number) {
      fields
          .text("executorMemory", memory)
          .number("executorCores", cores)
          .number("numExecutors", number);
      return this;
    }

    public Builder archives(List<String> uris) {
      fields.texts("archives", uris);
      return this;
    }

    public Builder queue(String queue) {
      fields.text("queue", queue);
      return this;
    }

    public Builder name(String name) {
      fields.text("name", name);
      return this;
    }

    public Builder conf(Map<String, String> conf) {
      fields.texts("conf", conf);
      return this;
    }

    public LivySessionRequest build() {
      return new LivySessionRequest(fields.toJson());
    }
  }
}
