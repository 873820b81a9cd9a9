package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code POST /sessions} may say; every field is reported back as it came. */
record SessionRequest(
    Kind kind,
    String name,
    String proxyUser,
    String ttl,
    String idleTimeout,
    String driverMemory,
    int driverCores,
    String executorMemory,
    int executorCores,
    Map<String, String> conf,
    List<String> archives,
    List<String> files,
    int heartbeatTimeoutInSecond,
    List<String> jars,
    int numExecutors,
    List<String> pyFiles,
    String queue) {

  private static final String LIVY_CLASS =
      "org.apache.livy.server.interactive.CreateInteractiveRequest";

  /** In the order of Livy's own refusal. */
  private static final List<String> FIELDS =
      List.of(
          "executorCores",
          "conf",
          "driverMemory",
          "name",
          "driverCores",
          "idleTimeout",
          "pyFiles",
          "archives",
          "kind",
          "files",
          "jars",
          "proxyUser",
          "numExecutors",
          "heartbeatTimeoutInSecond",
          "ttl",
          "queue",
          "executorMemory");

  static SessionRequest parse(byte[] body) {
    ObjectNode json = Json.object(body, LIVY_CLASS, FIELDS);
    return new SessionRequest(
        kindOf(Json.text(json, "kind")),
        Json.text(json, "name"),
        Json.text(json, "proxyUser"),
        Json.text(json, "ttl"),
        Json.text(json, "idleTimeout"),
        Json.text(json, "driverMemory"),
        Json.number(json, "driverCores"),
        Json.text(json, "executorMemory"),
        Json.number(json, "executorCores"),
        Json.map(json, "conf"),
        Json.texts(json, "archives"),
        Json.texts(json, "files"),
        Json.number(json, "heartbeatTimeoutInSecond"),
        Json.texts(json, "jars"),
        Json.number(json, "numExecutors"),
        Json.texts(json, "pyFiles"),
        Json.text(json, "queue"));
  }

  private static Kind kindOf(String word) {
    try {
      return word == null ? Kind.SHARED : Kind.of(word);
    } catch (IllegalArgumentException e) {
      throw Refusal.bare(
          400, e.getMessage() + " (through reference chain: " + LIVY_CLASS + "[\"kind\"])");
    }
  }

  Optional<Duration> maxAge() {
    return Optional.ofNullable(ttl).map(TimeText::parse);
  }

  Optional<Duration> maxIdle() {
    return Optional.ofNullable(idleTimeout).map(TimeText::parse);
  }

  Stream<String> allFiles() {
    return Stream.of(jars, pyFiles, files, archives).flatMap(List::stream);
  }

  int number(String key, int otherwise) {
    try {
      return Integer.parseInt(conf.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
