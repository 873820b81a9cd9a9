package io.lakegate.system;

import io.lakegate.system.killing.KillingAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void arm(String point) {
    try {
      Files.writeString(orders, point);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void disarm() {
    try {
      Files.deleteIfExists(orders);
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
