package io.lakegate.backend;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The request for a session that a launch sends to a backend. A text or number that is null is left
 * to the backend; lists and {@code conf} are never null. Made with {@link #builder}.
 *
 * @param kind the language
 * @param proxyUser whom the code runs as, where the backend impersonates
 * @param queue of the cluster's scheduler
 * @param environment id of the environment at the backend that the session runs in
 */
public record SessionRequest(
    String kind,
    String proxyUser,
    List<String> jars,
    List<String> pyFiles,
    List<String> files,
    String driverMemory,
    Integer driverCores,
    String executorMemory,
    Integer executorCores,
    Integer numExecutors,
    List<String> archives,
    String queue,
    String environment,
    Map<String, String> conf,
    String name) {
  private static final Jsonb JSONB = JsonbBuilder.create();
  private static final RecordComponent[] FIELDS = SessionRequest.class.getRecordComponents();
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  public SessionRequest {
    jars = orEmpty(jars);
    pyFiles = orEmpty(pyFiles);
    files = orEmpty(files);
    archives = orEmpty(archives);
    conf = conf == null ? Map.of() : new LinkedHashMap<>(conf);
  }

  private static List<String> orEmpty(List<String> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Reads what {@link #toJson} wrote. */
  public static SessionRequest parse(String json) {
    return JSONB.fromJson(json, SessionRequest.class);
  }

  /** A builder that stands on this request. */
  public Builder but() {
    Builder builder = new Builder();
    for (RecordComponent field : FIELDS) {
      builder.values.put(field.getName(), get(field));
    }
    return builder;
  }

  private Object get(RecordComponent field) {
    try {
      return field.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The form in which it is kept: what is null or empty is left out. */
  public JsonObject toJson() {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    for (RecordComponent field : FIELDS) {
      add(json, field.getName(), get(field));
    }
    return json.build();
  }

  private static void add(JsonObjectBuilder json, String name, Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      json.add(name, text);
    } else if (value instanceof Integer number) {
      json.add(name, number);
    } else if (value instanceof List<?> texts && !texts.isEmpty()) {
      json.add(name, JSON.createArrayBuilder(texts));
    } else if (value instanceof Map<?, ?> texts && !texts.isEmpty()) {
      JsonObjectBuilder entries = JSON.createObjectBuilder();
      texts.forEach((key, text) -> entries.add((String) key, (String) text));
      json.add(name, entries);
    }
  }

  /** Names the fields of a request. */
  public static final class Builder {
    private final Map<String, Object> values = new HashMap<>();

    private Builder() {}

    /**
     * Takes over values by the names of their fields.
     *
     * @throws IllegalArgumentException for a name that is no field's
     */
    public Builder all(Map<String, ?> settings) {
      for (String setting : settings.keySet()) {
        if (Arrays.stream(FIELDS).noneMatch(field -> field.getName().equals(setting))) {
          throw new IllegalArgumentException("A request has no " + setting);
        }
      }
      values.putAll(settings);
      return this;
    }

    private Builder with(String field, Object value) {
      values.put(field, value);
      return this;
    }

    public Builder name(String value) {
      return with("name", value);
    }

    public Builder kind(String value) {
      return with("kind", value);
    }

    public Builder proxyUser(String value) {
      return with("proxyUser", value);
    }

    public Builder archives(List<String> uris) {
      return with("archives", uris);
    }

    /** Memory in Spark's words, such as {@code 28g}. */
    public Builder driver(String memory, Integer cores) {
      return with("driverMemory", memory).with("driverCores", cores);
    }

    /** Memory in Spark's words, such as {@code 28g}, of each of so many executors. */
    public Builder executors(Integer number, String memory, Integer cores) {
      return with("numExecutors", number)
          .with("executorMemory", memory)
          .with("executorCores", cores);
    }

    public Builder environment(String id) {
      return with("environment", id);
    }

    public Builder conf(Map<String, String> entries) {
      return with("conf", entries);
    }

    public SessionRequest build() {
      Class<?>[] types =
          Arrays.stream(FIELDS).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] given = Arrays.stream(FIELDS).map(field -> values.get(field.getName())).toArray();
      try {
        return SessionRequest.class.getDeclaredConstructor(types).newInstance(given);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
