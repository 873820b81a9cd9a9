package io.lakegate.backend;

import io.lakegate.platform.security.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Warnings about a request for a Spark session that hold on any backend. */
public final class RequestWarnings {
  private static final String VISIBLE =
      "Everybody who may list sessions on the backend can read it (GET /sessions). Let the cluster"
          + " get it from a key vault instead.";

  /** Settings that a field of the request sets too; if both do, one hides the other. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("spark.app.name", "the prefix of the session's name"),
          Map.entry("spark.driver.memory", "driverMemory"),
          Map.entry("spark.driver.cores", "driverCores"),
          Map.entry("spark.executor.memory", "executorMemory"),
          Map.entry("spark.executor.cores", "executorCores"),
          Map.entry("spark.executor.instances", "numExecutors"),
          Map.entry("spark.yarn.queue", "queue"),
          Map.entry("spark.jars", "jars"),
          Map.entry("spark.files", "files"),
          Map.entry("spark.archives", "archives"),
          Map.entry("spark.submit.pyFiles", "pyFiles"),
          Map.entry("spark.fabric.environment.id", "the environment"));

  /** The second word of Spark 4.2's own keys, and of the backends' and common connectors'. */
  private static final Set<String> SPARK =
      Set.of(
          ("acls admin api app archives authenticate barrier blacklist blockManager broadcast"
                  + " buffer cleaner checkpoint connect cores databricks decommission default deploy"
                  + " driver dynamicAllocation eventLog excludeOnFailure executor executorEnv"
                  + " extraListeners fabric files hadoop hadoopRDD history hive io jars job kafka"
                  + " kerberos kryo kryoserializer kubernetes launcher livy local locality log logConf"
                  + " logLineage master maxRemoteBlockSizeFetchToMem memory metrics microsoft ml mllib"
                  + " modify native network plugins port pyspark python r rapids rdd redaction reducer"
                  + " remote repl resources rpc scheduler security serializer shuffle speculation"
                  + " sparkr sql ssl stage standalone starvation storage streaming submit synapse"
                  + " targetLakehouse task taskMetrics ui unsafe user worker yarn advise autotune"
                  + " gluten highConcurrency")
              .split(" "));

  private RequestWarnings() {}

  /**
   * Warns about the entries of {@code conf}.
   *
   * @param own what the backend says about a key: null if the key is none of its own, empty if
   *     there is nothing to say about it
   */
  public static List<RequestWarning> ofConf(SessionRequest request, UnaryOperator<String> own) {
    List<RequestWarning> warnings = new ArrayList<>();
    request
        .conf()
        .forEach(
            (key, value) -> {
              String message = message(key, own);
              if (!message.isEmpty()) {
                warnings.add(new RequestWarning("conf", key + ": " + message));
              }
              if (SecretMask.isSecretSetting(key, value)) {
                warnings.add(
                    new RequestWarning("conf", key + ": this looks like a secret. " + VISIBLE));
              }
            });
    return warnings;
  }

  /**
   * Warns about the addresses of files.
   *
   * @param own what the backend says about one address; null for nothing
   */
  public static List<RequestWarning> ofFiles(SessionRequest request, UnaryOperator<String> own) {
    List<RequestWarning> warnings = new ArrayList<>();
    ofFiles(warnings, "pyFiles", request.pyFiles(), own);
    ofFiles(warnings, "jars", request.jars(), own);
    ofFiles(warnings, "files", request.files(), own);
    ofFiles(warnings, "archives", request.archives(), own);
    return warnings;
  }

  private static void ofFiles(
      List<RequestWarning> warnings, String field, List<String> uris, UnaryOperator<String> own) {
    uris.stream()
        .map(own)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(message -> warnings.add(new RequestWarning(field, message)));
    if (uris.stream().anyMatch(uri -> SecretMask.isSecretSetting(field, uri))) {
      warnings.add(new RequestWarning(field, "One of these seems to hold a secret. " + VISIBLE));
    }
  }

  private static String message(String key, UnaryOperator<String> own) {
    if (FIELDS.containsKey(key)) {
      return "use " + FIELDS.get(key) + " instead; set twice, one hides the other.";
    }
    String message = own.apply(key);
    if (message != null) {
      return message;
    }
    if (!key.startsWith("spark.")) {
      return "Spark ignores keys that do not begin with 'spark.'.";
    }
    return SPARK.contains(second(key))
        ? ""
        : "neither Spark nor Fabric has such keys as far as Lakegate knows. Check it.";
  }

  private static String second(String key) {
    String[] words = key.split("\\.", 3);
    return words.length < 2 ? "" : words[1];
  }
}
