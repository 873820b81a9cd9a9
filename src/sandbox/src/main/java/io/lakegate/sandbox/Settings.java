package io.lakegate.sandbox;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the environment decides.
 *
 * @param port 0 for any free one
 * @param token what every request must carry as bearer token; empty when none is asked for
 * @param files the directories whose files sessions and batches may name, as Livy's {@code
 *     livy.file.local-dir-whitelist}
 * @param faults whether statements and sessions may ask for the faults of a real Livy
 */
record Settings(int port, String token, List<Path> files, Faults faults) {

  static Settings from(Map<String, String> environment) {
    String port = environment.getOrDefault("SANDBOX_PORT", "0").strip();
    String files = environment.getOrDefault("SANDBOX_FILES", System.getProperty("user.dir"));
    return new Settings(
        portOf(port),
        environment.getOrDefault("SANDBOX_TOKEN", "").strip(),
        Stream.of(files.split(File.pathSeparator))
            .filter(directory -> !directory.isBlank())
            .map(directory -> Path.of(directory).toAbsolutePath().normalize())
            .toList(),
        new Faults(Boolean.parseBoolean(environment.getOrDefault("SANDBOX_FAULTS", "").strip())));
  }

  private static int portOf(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        "SANDBOX_PORT is '" + text + "': give a number from 0 (any free port) to 65535.");
  }
}
