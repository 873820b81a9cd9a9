package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  @Test
  void open_what_the_manifest_of_Payara_Micro_asks_for() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (JarFile jar = new JarFile(Path.of("target/payara-micro.jar").toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      add(asked, "--add-opens=", manifest.getValue("Add-Opens"));
      add(asked, "--add-exports=", manifest.getValue("Add-Exports"));
    }

    assertThat(Files.readAllLines(Path.of("payara-config/jvm.options")))
        .filteredOn(line -> line.startsWith("--add-"))
        .containsExactlyInAnyOrderElementsOf(asked);
  }

  private static void add(Set<String> options, String option, String packages) {
    Arrays.stream(packages.split("\\s+"))
        .map(name -> option + name + "=ALL-UNNAMED")
        .forEach(options::add);
  }
}
