package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a directory ready to start the portal from by {@code java @<directory>/start.options}. It
 * has {@code payara-micro.jar}, {@code lakegate.war}, {@code lakegate-launcher.jar} and {@code
 * payara-config} in it. Payara Micro is unpacked once here instead of at every start, and one start
 * writes the class archive, for the Java that runs this and for these very files: with another Java
 * or another jar the portal starts without it.
 */
public final class Installation {
  private Installation() {}

  /** Its argument is the directory. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]).toAbsolutePath().normalize();
    Server server =
        new Server(
            Java.running(), directory.resolve("payara-micro.jar"), directory.resolve("payara"));
    PortalCommand command =
        new PortalCommand(
            server,
            directory.resolve("lakegate-launcher.jar"),
            directory.resolve("payara-config"),
            directory.resolve("lakegate.war"));
    Path trial = directory.resolve("trial");
    PortalArchive.write(command, trial);
    delete(trial);
    Files.write(directory.resolve("start.options"), options(command));
  }

  /** An argument file for {@code java}, which does not follow references to further ones. */
  private static List<String> options(PortalCommand command) throws IOException {
    List<String> lines =
        new ArrayList<>(Files.readAllLines(command.configuration().resolve("jvm.options")));
    lines.add("");
    lines.add(
        "# The portal's classes, kept by one start. An older Java does not know all of these.");
    lines.add("-XX:+IgnoreUnrecognizedVMOptions");
    Stream.concat(command.server().archive().use().stream(), command.program().stream())
        .map(Installation::quoted)
        .forEach(lines::add);
    return lines;
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
