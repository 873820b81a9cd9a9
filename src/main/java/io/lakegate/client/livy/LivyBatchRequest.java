package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a batch asks for, in Livy's own words and only those. What is null or empty is not sent.
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
