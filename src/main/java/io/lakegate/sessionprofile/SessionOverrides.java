package io.lakegate.sessionprofile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a launch asks for instead of what its profile says; what is null stays as in the profile.
 */
public class SessionOverrides extends SparkSettings {
  /** All that a profile may let a launch override. */
  public static final List<String> NAMES =
      List.of(
          "kind",
          "conf",
          "pyFiles",
          "jars",
          "files",
          "archives",
          "driverMemory",
          "driverCores",
          "executorMemory",
          "executorCores",
          "numExecutors",
          "queue",
          "idleTimeout",
          "maxLifetime");

  /** The names of the fields that are given. */
  List<String> given() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kind", getKind());
    values.put("conf", getConf());
    values.put("pyFiles", getPyFiles());
    values.put("jars", getJars());
    values.put("files", getFiles());
    values.put("archives", getArchives());
    values.put("driverMemory", getDriverMemory());
    values.put("driverCores", getDriverCores());
    values.put("executorMemory", getExecutorMemory());
    values.put("executorCores", getExecutorCores());
    values.put("numExecutors", getNumExecutors());
    values.put("queue", getQueue());
    values.put("idleTimeout", getIdleTimeout());
    values.put("maxLifetime", getMaxLifetime());
    values.values().removeIf(Objects::isNull);
    return List.copyOf(values.keySet());
  }
}
