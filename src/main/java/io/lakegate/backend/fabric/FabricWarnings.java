package io.lakegate.backend.fabric;

import io.lakegate.backend.RequestWarning;
import io.lakegate.backend.RequestWarnings;
import io.lakegate.backend.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says beforehand what Fabric would ignore, refuse, or start slowly for. */
final class FabricWarnings {
  /** Sizes of Fabric's nodes: cores → memory (terraform's {@code spark_environment_settings}). */
  private static final Map<Integer, String> SIZES =
      Map.of(4, "28g", 8, "56g", 16, "112g", 32, "224g", 64, "400g");

  private final List<RequestWarning> warnings = new ArrayList<>();

  private FabricWarnings() {}

  static List<RequestWarning> of(SessionRequest request) {
    FabricWarnings found = new FabricWarnings();
    found.addAll(request);
    return found.warnings;
  }

  private void addAll(SessionRequest request) {
    warn(
        "workspaceId",
        "Launching on Fabric comes with a later version of Lakegate. Until then this profile can be"
            + " made and previewed.");
    if (request.environment() != null) {
      warn(
          "environmentId",
          "With an environment Fabric usually starts a new cluster instead of a warm one: about 3"
              + " minutes instead of 10 seconds.");
    }
    notSent("pyFiles", request.pyFiles());
    notSent("jars", request.jars());
    notSent("files", request.files());
    if (request.queue() != null) {
      warn("queue", "Fabric has no queues, so this is not sent.");
    }
    size("driverMemory", request.driverMemory(), request.driverCores());
    size("executorMemory", request.executorMemory(), request.executorCores());
    warnings.addAll(RequestWarnings.ofConf(request, FabricWarnings::own));
    warnings.addAll(RequestWarnings.ofFiles(request, uri -> null));
  }

  private void notSent(String field, List<String> uris) {
    if (!uris.isEmpty()) {
      warn(
          field,
          "Fabric's session request does not take these, so they are not sent. Put libraries into"
              + " the environment.");
    }
  }

  private void size(String field, String memory, Integer cores) {
    if (memory == null) {
      return;
    }
    boolean fits = cores == null ? SIZES.containsValue(memory) : memory.equals(SIZES.get(cores));
    if (!fits) {
      warn(
          field,
          "Fabric's nodes have 28g with 4 cores, 56g with 8, 112g with 16, 224g with 32 or 400g"
              + " with 64. Other sizes may be refused.");
    }
  }

  private static String own(String key) {
    if (key.equals("spark.livy.session.idle.timeout")) {
      return "at any value this makes Fabric start a new cluster: about 3 minutes instead of 40"
          + " seconds. Use idleTimeout, which Lakegate keeps itself.";
    }
    if (key.startsWith("livy.spark.") || key.startsWith("livy.server.")) {
      return "this is a setting of the Livy server and does nothing in a session.";
    }
    return key.startsWith("livy.") ? "Fabric is not known to read Livy's own settings." : null;
  }

  private void warn(String field, String message) {
    warnings.add(new RequestWarning(field, message));
  }
}
