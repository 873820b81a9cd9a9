package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code POST /batches} may say; what a process on this machine has no use for is not kept.
 */
record BatchRequest(
    String file,
    String className,
    List<String> args,
    String name,
    String proxyUser,
    String driverMemory,
    Map<String, String> conf,
    List<String> jars,
    List<String> pyFiles,
    List<String> files) {

  /** In the order of Livy's own refusal. */
  private static final List<String> FIELDS =
      List.of(
          "executorCores",
          "className",
          "conf",
          "driverMemory",
          "name",
          "driverCores",
          "pyFiles",
          "archives",
          "executorMemory",
          "files",
          "jars",
          "proxyUser",
          "numExecutors",
          "file",
          "args",
          "queue");

  static BatchRequest parse(byte[] body) {
    ObjectNode json = Json.object(body, "org.apache.livy.server.batch.CreateBatchRequest", FIELDS);
    return new BatchRequest(
        Json.text(json, "file"),
        Json.text(json, "className"),
        Json.texts(json, "args"),
        Json.text(json, "name"),
        Json.text(json, "proxyUser"),
        Json.text(json, "driverMemory"),
        Json.map(json, "conf"),
        Json.texts(json, "jars"),
        Json.texts(json, "pyFiles"),
        Json.texts(json, "files"));
  }

  Stream<String> allFiles() {
    return Stream.of(List.of(file), jars, pyFiles, files).flatMap(List::stream);
  }

  boolean isPython() {
    return file.endsWith(".py");
  }
}
