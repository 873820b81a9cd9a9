package io.lakegate.system;

import io.lakegate.launcher.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Where the build is, and what is common to the programs a test starts from it. */
final class Processes {
  static final Path BASE = Path.of("").toAbsolutePath();
  private static final int SIGKILL = 9;

  private Processes() {}

  static Path newDirectory(String name) {
    try {
      Path system = Files.createDirectories(BASE.resolve("target/system"));
      return Files.createTempDirectory(system, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void requireBuilt(Path file, String remedy) {
    if (Files.notExists(file)) {
      throw new IllegalStateException(BASE.relativize(file) + " is missing. " + remedy);
    }
  }

  /** Returns when the process is gone; fails unless it was SIGKILL that ended it. */
  static void awaitKilled(Child child) {
    ProcessHandle.of(child.pid()).ifPresent(handle -> awaitExit(child, handle));
    Waiting.until(java.time.Duration.ofSeconds(5), child::isAlive, alive -> !alive);
    if (child.exitCode() != 128 + SIGKILL) {
      throw new AssertionError(
          "The "
              + child.name()
              + " was to be killed but ended with "
              + child.exitCode()
              + ": "
              + String.join("\n", child.lastLines()));
    }
  }

  /** Sends a signal by its name, such as {@code STOP}; returns when it is sent. */
  static void signal(Child child, String name) {
    try {
      int result =
          new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start().waitFor();
      if (result != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void awaitExit(Child child, ProcessHandle handle) {
    try {
      handle.onExit().get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new AssertionError(
          "The " + child.name() + " still lives: " + String.join("\n", child.lastLines()), e);
    }
  }

  static void delete(Path directory) {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
