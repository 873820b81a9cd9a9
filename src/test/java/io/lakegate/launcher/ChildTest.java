package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  @TempDir Path directory;

  private final CompletableFuture<String> firstLine = new CompletableFuture<>();
  private Child child;
  private ProcessHandle grandchild;

  @BeforeEach
  void start() throws Exception {
    child =
        Child.start(
            "parent",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Parent.class.getName()),
            directory,
            Map.of(),
            directory.resolve("logs/parent.log"),
            firstLine::complete);
    String pid = firstLine.get(60, TimeUnit.SECONDS).substring("child ".length());
    grandchild = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  @AfterEach
  void end() {
    child.kill();
    grandchild.destroyForcibly();
  }

  @Test
  void ends_with_what_it_started() {
    child.end();

    assertThat(child.isAlive()).isFalse();
    assertThat(child.exitCode()).isZero();
    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void is_killed_with_what_it_started() {
    child.kill();

    assertThat(child.isAlive()).isFalse();
    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void leaves_nothing_behind_when_it_died_by_itself() throws Exception {
    child.lookAround();
    ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
    child.onExit().get(30, TimeUnit.SECONDS);

    child.end();

    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void keeps_what_it_said() throws IOException {
    child.end();

    assertThat(Files.readString(directory.resolve("logs/parent.log"))).startsWith("child ");
    assertThat(child.lastLines()).hasSize(1);
  }
}
