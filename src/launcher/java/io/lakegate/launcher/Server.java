package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Payara Micro and the Java it runs on.
 *
 * @param java 17 or newer for Payara 6, 21 or newer for Payara 7
 * @param jar Payara Micro as it is published
 * @param directory where it is unpacked, once for each version
 */
public record Server(Java java, Path jar, Path directory) {
  /** The only jar of it on the class path; its manifest names the others. */
  Path launchJar() {
    return directory.resolve("launch-micro.jar");
  }

  /** The portal's classes for the next start on this server. */
  ClassArchive archive() {
    return new ClassArchive(directory, java);
  }

  /**
   * Unpacks it unless that was done before.
   *
   * @throws IOException when it cannot be unpacked
   */
  void unpack() throws IOException {
    if (Files.exists(launchJar()) && (Files.notExists(jar) || isNewer(launchJar(), jar))) {
      return;
    }
    Path log = directory.resolveSibling(directory.getFileName() + "-unpacking.log");
    Process process =
        new ProcessBuilder(
                java.command(),
                "-jar",
                jar.toString(),
                "--rootdir",
                directory.toString(),
                "--outputlauncher")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (process.waitFor() != 0 || Files.notExists(launchJar())) {
        throw new IOException("Payara Micro could not be unpacked; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static boolean isNewer(Path file, Path than) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) >= 0;
  }
}
