package io.lakegate.backend;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a launch asks a backend for. A text or number that is null is left to the backend; lists and
 * {@code conf} are never null. Made with {@link #builder}.
 *
 * @param kind the language
 * @param proxyUser whom the code runs as, where the backend impersonates
 * @param queue of the cluster's scheduler
 * @param environment id of the environment at the backend that the session runs in
 */
public record SessionRequest(
    String name,
    String kind,
    String proxyUser,
    List<String> jars,
    List<String> pyFiles,
    List<String> files,
    List<String> archives,
    String driverMemory,
    Integer driverCores,
    String executorMemory,
    Integer executorCores,
    Integer numExecutors,
    String queue,
    String environment,
    Map<String, String> conf) {
  private static final Jsonb JSONB = JsonbBuilder.create();
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
    builder.name = name;
    builder.kind = kind;
    builder.proxyUser = proxyUser;
    builder.jars = jars;
    builder.pyFiles = pyFiles;
    builder.files = files;
    builder.archives = archives;
    builder.driverMemory = driverMemory;
    builder.driverCores = driverCores;
    builder.executorMemory = executorMemory;
    builder.executorCores = executorCores;
    builder.numExecutors = numExecutors;
    builder.queue = queue;
    builder.environment = environment;
    builder.conf = conf;
    return builder;
  }

  /** The form in which it is kept: what is null or empty is left out. */
  public JsonObject toJson() {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    text(json, "kind", kind);
    text(json, "proxyUser", proxyUser);
    texts(json, "jars", jars);
    texts(json, "pyFiles", pyFiles);
    texts(json, "files", files);
    text(json, "driverMemory", driverMemory);
    number(json, "driverCores", driverCores);
    text(json, "executorMemory", executorMemory);
    number(json, "executorCores", executorCores);
    number(json, "numExecutors", numExecutors);
    texts(json, "archives", archives);
    text(json, "queue", queue);
    text(json, "environment", environment);
    if (!conf.isEmpty()) {
      JsonObjectBuilder entries = JSON.createObjectBuilder();
      conf.forEach(entries::add);
      json.add("conf", entries);
    }
    text(json, "name", name);
    return json.build();
  }

  private static void text(JsonObjectBuilder json, String field, String value) {
    if (value != null && !value.isEmpty()) {
      json.add(field, value);
    }
  }

  private static void number(JsonObjectBuilder json, String field, Integer value) {
    if (value != null) {
      json.add(field, value);
    }
  }

  private static void texts(JsonObjectBuilder json, String field, List<String> values) {
    if (!values.isEmpty()) {
      json.add(field, JSON.createArrayBuilder(values));
    }
  }

  /** Names the fields of a request. */
  public static final class Builder {
    private String name;
    private String kind;
    private String proxyUser;
    private List<String> jars;
    private List<String> pyFiles;
    private List<String> files;
    private List<String> archives;
    private String driverMemory;
    private Integer driverCores;
    private String executorMemory;
    private Integer executorCores;
    private Integer numExecutors;
    private String queue;
    private String environment;
    private Map<String, String> conf;

    private Builder() {}

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder kind(String value) {
      kind = value;
      return this;
    }

    public Builder proxyUser(String value) {
      proxyUser = value;
      return this;
    }

    public Builder jars(List<String> values) {
      jars = values;
      return this;
    }

    public Builder pyFiles(List<String> values) {
      pyFiles = values;
      return this;
    }

    public Builder files(List<String> values) {
      files = values;
      return this;
    }

    public Builder archives(List<String> values) {
      archives = values;
      return this;
    }

    /** Memory in Spark's words, such as {@code 28g}. */
    public Builder driver(String memory, Integer cores) {
      driverMemory = memory;
      driverCores = cores;
      return this;
    }

    /** Memory in Spark's words, such as {@code 28g}, of each of so many executors. */
    public Builder executors(Integer number, String memory, Integer cores) {
      numExecutors = number;
      executorMemory = memory;
      executorCores = cores;
      return this;
    }

    public Builder queue(String value) {
      queue = value;
      return this;
    }

    public Builder environment(String id) {
      environment = id;
      return this;
    }

    public Builder conf(Map<String, String> entries) {
      conf = entries;
      return this;
    }

    public SessionRequest build() {
      return new SessionRequest(
          name,
          kind,
          proxyUser,
          jars,
          pyFiles,
          files,
          archives,
          driverMemory,
          driverCores,
          executorMemory,
          executorCores,
          numExecutors,
          queue,
          environment,
          conf);
    }
  }
}
