package io.lakegate.sessionprofile;

import io.lakegate.platform.security.SecretMask;
import io.lakegate.workspace.WorkspaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known about single keys of {@code conf}. */
final class ConfWarnings {
  static final String VISIBLE =
      "Everybody who may list sessions on the backend can read it (GET /sessions). Let the cluster"
          + " get it from a key vault instead.";

  private static final String IDLE_TIMEOUT = "spark.livy.session.idle.timeout";

  /** Set twice, one would hide the other. */
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

  /** Livy's {@code spark-blacklist.conf.template}; servers add to it. */
  private static final Set<String> DENIED =
      Set.of(
          "spark.master",
          "spark.submit.deployMode",
          "spark.yarn.jar",
          "spark.yarn.jars",
          "spark.yarn.archive",
          "livy.rsc.server.idle-timeout");

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

  private ConfWarnings() {}

  static List<String> of(String key, String value, WorkspaceKind workspace) {
    List<String> messages = new ArrayList<>();
    boolean fabric = workspace == WorkspaceKind.FABRIC;
    if (key.equals(IDLE_TIMEOUT)) {
      messages.add(
          fabric
              ? "at any value this makes Fabric start a new cluster: about 3 minutes instead of 40"
                  + " seconds. Use idleTimeout, which Lakegate keeps itself."
              : "Livy does not read this. Use idleTimeout, which Lakegate keeps itself.");
    } else if (FIELDS.containsKey(key)) {
      messages.add("use " + FIELDS.get(key) + " instead; set twice, one hides the other.");
    } else if (DENIED.contains(key) && !fabric) {
      messages.add("Livy's servers usually refuse a session that sets this.");
    } else if (key.startsWith("livy.spark.") || key.startsWith("livy.server.")) {
      messages.add("this is a setting of the Livy server and does nothing in a session.");
    } else if (key.startsWith("spark.livy.") && !fabric) {
      messages.add("Livy reads its own settings without 'spark.' in front: livy.rsc.…");
    } else if (key.startsWith("livy.")) {
      livy(key, fabric, messages);
    } else if (!key.startsWith("spark.")) {
      messages.add("Spark ignores keys that do not begin with 'spark.'.");
    } else if (!SPARK.contains(second(key))) {
      messages.add("neither Spark nor Fabric has such keys as far as Lakegate knows. Check it.");
    }
    if (SecretMask.isSecretSetting(key, value)) {
      messages.add("this looks like a secret. " + VISIBLE);
    }
    return messages;
  }

  private static void livy(String key, boolean fabric, List<String> messages) {
    if (fabric) {
      messages.add("Fabric is not known to read Livy's own settings.");
    } else if (!key.startsWith("livy.rsc.") && !key.startsWith("livy.client.")) {
      messages.add("in a session Livy reads only livy.rsc.… keys.");
    }
  }

  private static String second(String key) {
    String[] words = key.split("\\.", 3);
    return words.length < 2 ? "" : words[1];
  }
}
