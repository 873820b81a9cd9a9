package io.lakegate.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a {@link Portal}.
 *
 * @param server what it runs on
 * @param launcher the jar with this class
 * @param configuration the directory with the files of {@code payara-config}
 * @param war of the portal
 */
public record PortalCommand(Server server, Path launcher, Path configuration, Path war) {
  /**
   * Starts a build of this project on the server it was built with, as the demo, the tests and the
   * benchmarks do.
   */
  public static PortalCommand of(Path baseDirectory) {
    Path target = baseDirectory.resolve("target");
    return new PortalCommand(
        new Server(Java.running(), target.resolve("payara-micro.jar"), target.resolve("payara")),
        target.resolve("lakegate-launcher.jar"),
        baseDirectory.resolve("payara-config"),
        target.resolve("lakegate.war"));
  }

  public PortalCommand deploying(Path other) {
    return new PortalCommand(server, launcher, configuration, other);
  }

  public PortalCommand on(Server other) {
    return new PortalCommand(other, launcher, configuration, war);
  }

  /**
   * The command line of a portal that ends with its parent; {@code jvmOptions} come after ours and
   * win.
   *
   * @throws IOException when Payara Micro cannot be unpacked
   */
  public List<String> words(List<String> jvmOptions) throws IOException {
    server.unpack();
    return words(hasFreshArchive() ? server.archive().use() : List.of(), jvmOptions);
  }

  /**
   * Returns the command line like {@code words}, for a portal that writes its class archive as it
   * ends.
   */
  List<String> wordsWritingArchive() throws IOException {
    server.unpack();
    return words(server.archive().write(), List.of());
  }

  /**
   * Starts what {@link Installation} has installed, as production does.
   *
   * @throws IOException when Payara Micro cannot be unpacked
   */
  public List<String> deployed(List<String> jvmOptions) throws IOException {
    server.unpack();
    List<String> options = new ArrayList<>(server.archive().use());
    options.addAll(jvmOptions);
    return command(options);
  }

  /** Whether a start can use the class archive. */
  boolean hasFreshArchive() throws IOException {
    return server.archive().isFresh(List.of(launcher, server.launchJar()));
  }

  private List<String> words(List<String> archive, List<String> jvmOptions) {
    List<String> options = new ArrayList<>(List.of("-Xmx768m", "-XX:+UseSerialGC"));
    options.add("-D" + Portal.ENDS_WITH_INPUT + "=true");
    options.addAll(archive);
    // The JVM writes a line for each class that it cannot keep; nobody needs them.
    options.add("-Xlog:disable");
    options.addAll(jvmOptions);
    return command(options);
  }

  private List<String> command(List<String> jvmOptions) {
    List<String> words = new ArrayList<>();
    words.add(server.java().command());
    words.add("@" + configuration.resolve("jvm.options"));
    words.addAll(jvmOptions);
    words.addAll(program());
    return words;
  }

  /** The arguments that follow the options of the JVM. */
  List<String> program() {
    return List.of(
        "-cp",
        launcher + File.pathSeparator + server.launchJar(),
        Portal.class.getName(),
        war.toString(),
        configuration.toString());
  }
}
