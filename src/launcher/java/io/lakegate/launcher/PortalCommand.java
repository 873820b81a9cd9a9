package io.lakegate.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a {@link Portal} from a build of this project: in the demo, in tests and in
 * benchmarks. {@code docker/Dockerfile} does what {@link #deployed} does.
 *
 * @param baseDirectory of the project
 * @param war of the portal
 */
public record PortalCommand(Path baseDirectory, Path war) {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** The WAR as it was built. */
  public PortalCommand(Path baseDirectory) {
    this(baseDirectory, baseDirectory.resolve("target/lakegate.war"));
  }

  /**
   * The command line; {@code jvmOptions} come after ours and win.
   *
   * @throws IOException when Payara Micro cannot be unpacked
   */
  public List<String> words(List<String> jvmOptions) throws IOException {
    unpack();
    return words(archive().use(), jvmOptions);
  }

  /**
   * As {@code words}, of a portal that is to run for long: compiled as hot as the JVM sees fit.
   *
   * @throws IOException when Payara Micro cannot be unpacked
   */
  public List<String> deployed(List<String> jvmOptions) throws IOException {
    unpack();
    return command(jvmOptions);
  }

  /** As {@code words}, of a portal that writes its class archive as it ends. */
  List<String> wordsWritingArchive() throws IOException {
    unpack();
    return words(archive().write(), List.of());
  }

  /** What a start after this one may use. */
  ClassArchive archive() {
    return new ClassArchive(target().resolve("payara"), List.of(launcher(), server()));
  }

  private Path target() {
    return baseDirectory.resolve("target");
  }

  private Path launcher() {
    return target().resolve("lakegate-launcher.jar");
  }

  private Path server() {
    return target().resolve("payara/launch-micro.jar");
  }

  private List<String> words(List<String> archive, List<String> jvmOptions) {
    // The server's C1 code starts soonest, but hashing a password in it takes two seconds: only
    // what is truly hot gets the slow compiler's attention.
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:Tier4InvocationThreshold=30000",
                "-XX:Tier4MinInvocationThreshold=5000",
                "-XX:Tier4CompileThreshold=60000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-D" + Portal.ENDS_WITH_INPUT + "=true"));
    options.addAll(archive);
    options.addAll(jvmOptions);
    return command(options);
  }

  private List<String> command(List<String> jvmOptions) {
    List<String> words = new ArrayList<>();
    words.add(JAVA);
    words.add("@" + baseDirectory.resolve("payara-config/jvm.options"));
    words.addAll(jvmOptions);
    words.addAll(
        List.of(
            "-cp",
            launcher() + File.pathSeparator + server(),
            Portal.class.getName(),
            war.toString(),
            baseDirectory.resolve("payara-config").toString()));
    return words;
  }

  /** Payara Micro unpacks itself, once for each version. */
  private void unpack() throws IOException {
    Path jar = target().resolve("payara-micro.jar");
    boolean fresh =
        Files.exists(server())
            && Files.getLastModifiedTime(server()).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    if (fresh) {
      return;
    }
    Process process =
        new ProcessBuilder(
                JAVA,
                "-jar",
                jar.toString(),
                "--rootdir",
                server().getParent().toString(),
                "--outputlauncher")
            .redirectErrorStream(true)
            .redirectOutput(target().resolve("payara-unpacking.log").toFile())
            .start();
    try {
      if (process.waitFor() != 0 || Files.notExists(server())) {
        throw new IOException(
            "Payara Micro could not be unpacked; see target/payara-unpacking.log.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
