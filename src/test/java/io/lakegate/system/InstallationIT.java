package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.launcher.Installation;
import io.lakegate.launcher.PortalCommand;
import io.lakegate.launcher.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code docker/Dockerfile} does: the same files, the same program, the same start. On the
 * image's server where a Java for it is found, else on the one the WAR is built for.
 */
class InstallationIT {
  private static final String PORTAL = "io.lakegate.launcher.Portal ";

  private final Path directory = Processes.newDirectory("installation");
  private final PortalCommand built = PortalCommand.of(Processes.BASE);
  private final Server server = NewerServer.find().orElse(built.server());

  @Test
  void starts_with_the_classes_it_has_kept_and_without_them_once_a_jar_is_another()
      throws IOException, InterruptedException {
    install();

    assertThat(classesOfAStart()).anyMatch(line -> line.contains(PORTAL) && isKept(line));

    touch(directory.resolve("lakegate-launcher.jar"));
    assertThat(classesOfAStart())
        .anyMatch(line -> line.contains(PORTAL))
        .noneMatch(line -> line.contains(PORTAL) && isKept(line));
  }

  private static boolean isKept(String line) {
    return line.contains("shared objects file");
  }

  private void install() throws IOException, InterruptedException {
    copy(server.jar(), "payara-micro.jar");
    copy(built.war(), "lakegate.war");
    copy(built.launcher(), "lakegate-launcher.jar");
    Files.createDirectory(directory.resolve("payara-config"));
    try (Stream<Path> files = Files.list(built.configuration())) {
      for (Path file : files.toList()) {
        copy(file, "payara-config/" + file.getFileName());
      }
    }
    Process installation =
        new ProcessBuilder(
                server.java().command(),
                "-cp",
                directory.resolve("lakegate-launcher.jar").toString(),
                Installation.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("installation.log").toFile())
            .start();
    assertThat(installation.waitFor())
        .as(() -> "see " + directory.resolve("installation.log"))
        .isZero();
  }

  private void copy(Path file, String name) throws IOException {
    Files.copy(file, directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void touch(Path jar) throws IOException {
    FileTime before = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(before.toMillis() + 60_000));
  }

  /** A line for each class a portal loads until it is ready, with where it came from. */
  private List<String> classesOfAStart() throws IOException {
    Path log = directory.resolve("classes.log");
    List<String> words =
        List.of(
            server.java().command(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dlakegate.launcher.ends-with-input=true",
            "-Xlog:class+load:file=" + log,
            "@" + directory.resolve("start.options"));
    try (LakegateServer portal = new LakegateServer().startedBy(words)) {
      portal.start();
    }
    return Files.readAllLines(log);
  }
}
