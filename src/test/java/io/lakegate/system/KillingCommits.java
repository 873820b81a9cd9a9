package io.lakegate.system;

import io.lakegate.system.killing.Commits;
import io.lakegate.system.killing.KillingAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The agent for a portal's JVM, and the orders it follows. */
final class KillingCommits {
  private final Path directory = Processes.newDirectory("killing");
  private final Path orders = directory.resolve("orders");

  String jvmOption() {
    return "-javaagent:" + jar() + "=" + orders;
  }

  /** {@code after 2}: right after the second commit from now on that writes what matters. */
  void kill(String point) {
    order("kill " + point);
  }

  /** The thread that commits never returns from there. */
  void hold(String point) {
    order("hold " + point);
  }

  void awaitHeld() {
    Path held = Commits.held(orders);
    Waiting.until(Duration.ofMinutes(1), () -> Files.exists(held), there -> there);
    delete(held);
  }

  private void order(String order) {
    try {
      Files.writeString(orders, order + "\n" + UUID.randomUUID());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void disarm() {
    delete(orders);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jar() {
    Path jar = directory.resolve("killing.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", KillingAgent.class.getName());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (String name : classes()) {
        entries.putNextEntry(new JarEntry(name));
        try (InputStream in = KillingAgent.class.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(entries);
        }
        entries.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static List<String> classes() throws IOException {
    String folder = KillingAgent.class.getPackageName().replace('.', '/');
    Path compiled =
        Path.of(KillingAgent.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> files = Files.list(compiled.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> folder + "/" + file.getFileName())
          .toList();
    }
  }
}
