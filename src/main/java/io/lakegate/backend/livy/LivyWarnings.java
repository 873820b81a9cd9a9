package io.lakegate.backend.livy;

import io.lakegate.backend.RequestWarning;
import io.lakegate.backend.RequestWarnings;
import io.lakegate.backend.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says beforehand what Livy would ignore or refuse. */
final class LivyWarnings {
  /** Livy's {@code spark-blacklist.conf.template}; servers add to it. */
  private static final Set<String> DENIED =
      Set.of(
          "spark.master",
          "spark.submit.deployMode",
          "spark.yarn.jar",
          "spark.yarn.jars",
          "spark.yarn.archive",
          "livy.rsc.server.idle-timeout");

  private LivyWarnings() {}

  static List<RequestWarning> of(SessionRequest request) {
    List<RequestWarning> warnings = new ArrayList<>();
    warnings.addAll(RequestWarnings.ofConf(request, LivyWarnings::own));
    warnings.addAll(RequestWarnings.ofFiles(request, LivyWarnings::local));
    return warnings;
  }

  private static String own(String key) {
    if (key.equals("spark.livy.session.idle.timeout")) {
      return "Livy does not read this. Use idleTimeout, which Lakegate keeps itself.";
    }
    if (DENIED.contains(key)) {
      return "Livy's servers usually refuse a session that sets this.";
    }
    if (key.startsWith("livy.spark.") || key.startsWith("livy.server.")) {
      return "this is a setting of the Livy server and does nothing in a session.";
    }
    if (key.startsWith("spark.livy.")) {
      return "Livy reads its own settings without 'spark.' in front: livy.rsc.…";
    }
    if (!key.startsWith("livy.")) {
      return null;
    }
    return key.startsWith("livy.rsc.") || key.startsWith("livy.client.")
        ? ""
        : "in a session Livy reads only livy.rsc.… keys.";
  }

  private static String local(String uri) {
    return uri.startsWith("file:") || uri.startsWith("local:")
        ? "Livy takes local files only from folders its server lists in"
            + " livy.file.local-dir-whitelist."
        : null;
  }
}
