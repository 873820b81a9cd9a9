package io.lakegate.system;

import io.lakegate.launcher.Java;
import io.lakegate.launcher.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Payara 7, which the container image uses, where a Java is found that it runs on. */
final class NewerServer {
  private static final int OLDEST_JAVA = 21;
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private NewerServer() {}

  /** Whether all portals are to run on it: {@code mvn verify -Dlakegate.test.server=newer}. */
  static boolean isAskedFor() {
    return System.getProperty("lakegate.test.server", "").equals("newer");
  }

  /** On the newest Java in {@code JAVA_HOME} and {@code /usr/lib/jvm}. */
  static Optional<Server> find() {
    Path target = Processes.BASE.resolve("target");
    return homes()
        .flatMap(home -> java(home).stream())
        .filter(java -> java.feature() >= OLDEST_JAVA)
        .max(Comparator.comparing(Java::feature))
        .map(
            java ->
                new Server(java, target.resolve("payara-micro-7.jar"), target.resolve("payara-7")));
  }

  private static Stream<Path> homes() {
    Stream<Path> named =
        Stream.of(Optional.ofNullable(System.getenv("JAVA_HOME")), Optional.of(javaHome()))
            .flatMap(Optional::stream)
            .filter(home -> !home.isBlank())
            .map(Path::of);
    return Stream.concat(named, installed().stream());
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  private static List<Path> installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Java> java(Path home) {
    try {
      return Optional.of(Java.in(home));
    } catch (IOException e) {
      // No Java is there.
      return Optional.empty();
    }
  }
}
