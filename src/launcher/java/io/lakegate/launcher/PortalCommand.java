package io.lakegate.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a {@link Portal} from a build of this project: in the demo and in tests. {@code
 * docker/Dockerfile} does the same with its own sizes.
 *
 * @param baseDirectory of the project
 */
public record PortalCommand(Path baseDirectory) {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * The command line; {@code jvmOptions} come after ours and win.
   *
   * @throws IOException when Payara Micro cannot be unpacked
   */
  public List<String> words(List<String> jvmOptions) throws IOException {
    Path target = baseDirectory.resolve("target");
    Path server = unpacked(target.resolve("payara-micro.jar"), target.resolve("payara"));
    List<String> words = new ArrayList<>();
    words.add(JAVA);
    words.add("@" + baseDirectory.resolve("payara-config/jvm.options"));
    // The server's C1 code starts soonest, but hashing a password in it takes two seconds: only
    // what is truly hot gets the slow compiler's attention.
    words.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=30000",
            "-XX:Tier4MinInvocationThreshold=5000",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-D" + Portal.ENDS_WITH_INPUT + "=true"));
    words.addAll(jvmOptions);
    words.addAll(
        List.of(
            "-cp",
            target.resolve("lakegate-launcher.jar")
                + File.pathSeparator
                + server.resolve("launch-micro.jar"),
            Portal.class.getName(),
            target.resolve("lakegate.war").toString(),
            baseDirectory.resolve("payara-config").toString()));
    return words;
  }

  /** Payara Micro unpacks itself there, once for each version. */
  private Path unpacked(Path jar, Path directory) throws IOException {
    Path launcher = directory.resolve("launch-micro.jar");
    boolean fresh =
        Files.exists(launcher)
            && Files.getLastModifiedTime(launcher).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    if (fresh) {
      return directory;
    }
    Process process =
        new ProcessBuilder(
                JAVA, "-jar", jar.toString(), "--rootdir", directory.toString(), "--outputlauncher")
            .redirectErrorStream(true)
            .redirectOutput(baseDirectory.resolve("target/payara-unpacking.log").toFile())
            .start();
    try {
      if (process.waitFor() != 0 || Files.notExists(launcher)) {
        throw new IOException(
            "Payara Micro could not be unpacked; see target/payara-unpacking.log.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return directory;
  }
}
