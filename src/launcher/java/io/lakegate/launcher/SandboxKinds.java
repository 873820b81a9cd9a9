package io.lakegate.launcher;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The languages that the sandbox can run on this machine: it brings SQL and Scala, and uses the
 * machine's own PySpark.
 *
 * @param python the command that may have PySpark
 */
record SandboxKinds(String python) {
  private static final int PATIENCE_SECONDS = 20;

  /** Returns their names as Livy spells them, separated by commas. */
  String list() {
    return hasPySpark() ? "sql,spark,pyspark" : "sql,spark";
  }

  private boolean hasPySpark() {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import pyspark")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      // There is no Python, so there is no PySpark.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
