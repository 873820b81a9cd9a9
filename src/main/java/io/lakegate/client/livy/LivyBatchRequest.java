package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The body of a request for a batch, in Livy's own field names only. Fields that are null or empty
 * are not sent.
 *
 * @param file the program; Livy refuses a batch without one
 */
public record LivyBatchRequest(
    String file,
    String proxyUser,
    String className,
    List<String> args,
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
    Map<String, String> conf) {

  /** Exactly the body that {@link LivyClient#createBatch} sends. */
  public JsonObject toJson() {
    return new LivyFields()
        .text("file", file)
        .text("proxyUser", proxyUser)
        .text("className", className)
        .texts("args", args)
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
        .toJson();
  }
}
