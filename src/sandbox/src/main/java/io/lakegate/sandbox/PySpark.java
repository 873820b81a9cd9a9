package io.lakegate.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The PySpark of this machine's {@code python3}, if there is one. */
class PySpark {

  private final Path directory;
  private volatile boolean found;

  PySpark(Path directory) {
    this.directory = directory;
  }

  /** Asked again until it is there: it may be installed while the sandbox runs. */
  boolean isInstalled() {
    if (!found) {
      found = imports();
    }
    return found;
  }

  private static boolean imports() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import pyspark")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(30, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      // No python3 is no PySpark.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  PythonInterpreter start(SessionRequest request, SessionLog log) throws IOException {
    Map<String, String> conf = new LinkedHashMap<>(request.conf());
    conf.put("spark.master", "local[2]");
    conf.put("spark.driver.host", "127.0.0.1");
    conf.put("spark.driver.bindAddress", "127.0.0.1");
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.local.dir", directory.resolve("local").toString());
    conf.put("spark.sql.warehouse.dir", directory.resolve("warehouse").toUri().toString());
    putPaths(conf, "spark.jars", request.jars());
    putPaths(conf, "spark.submit.pyFiles", request.pyFiles());
    putPaths(conf, "spark.files", request.files());
    return new PythonInterpreter(script(directory), conf, log);
  }

  private static void putPaths(Map<String, String> conf, String key, List<String> files) {
    if (!files.isEmpty()) {
      conf.put(key, String.join(",", files));
    }
  }

  /** Python wants a file, and a jar has none. */
  static Path script(Path directory) {
    Path script = directory.resolve("interpreter.py");
    try (InputStream source = PySpark.class.getResourceAsStream("interpreter.py")) {
      if (Files.notExists(script)) {
        Files.write(script, source.readAllBytes());
      }
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
