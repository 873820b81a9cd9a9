package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a launch asks for, in Livy's own words and only those: an unknown field is a 400. What is
 * null or empty is not sent.
 *
 * @param ttl Livy's duration text ({@code 10m}); from Livy 0.8
 * @param idleTimeout Livy's duration text; from Livy 0.9, older servers refuse it
 */
public record LivySessionRequest(
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
    String name,
    Map<String, String> conf,
    Integer heartbeatTimeoutInSecond,
    String ttl,
    String idleTimeout) {

  /**
   * The same on behalf of a user the server impersonates.
   *
   * @param user null for nobody
   */
  public LivySessionRequest withProxyUser(String user) {
    return new LivySessionRequest(
        kind,
        user,
        jars,
        pyFiles,
        files,
        driverMemory,
        driverCores,
        executorMemory,
        executorCores,
        numExecutors,
        archives,
        queue,
        name,
        conf,
        heartbeatTimeoutInSecond,
        ttl,
        idleTimeout);
  }

  /** Exactly the body that {@link LivyClient#createSession} sends. */
  public JsonObject toJson() {
    return new LivyFields()
        .text("kind", kind)
        .text("proxyUser", proxyUser)
        .texts("jars", jars)
        .texts("pyFiles", pyFiles)
        .texts("files", files)
        .text("driverMemory", driverMemory)
        .number("driverCores", driverCores)
        .text("executorMemory", executorMemory)
        .number("executorCores", executorCores)
        .number("numExecutors", numExecutors)
        .texts("archives", archives)
        .text("queue", queue)
        .text("name", name)
        .texts("conf", conf)
        .number("heartbeatTimeoutInSecond", heartbeatTimeoutInSecond)
        .text("ttl", ttl)
        .text("idleTimeout", idleTimeout)
        .toJson();
  }
}
