package io.lakegate.launcher;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds the sandbox with a Maven of its own, since it is a program of its own: the same Maven,
 * JDK, settings and local repository as the build it is called from, and off line when that is.
 *
 * <p>Arguments: the project's directory, then how the outer Maven was called. {@link #main} does
 * nothing when nothing has changed since the last build; {@link #verify} always runs the sandbox's
 * tests.
 */
public final class SandboxBuild {
  private static final List<String> INPUTS = List.of("pom.xml", "src/main");

  private final Path sandbox;
  private final Path stamp;
  private final List<String> outer;

  private SandboxBuild(Path baseDirectory, List<String> outer) {
    this.sandbox = baseDirectory.resolve("src/sandbox");
    this.stamp = sandbox.resolve("target/built-from");
    this.outer = outer;
  }

  public static void main(String[] arguments) throws IOException {
    SandboxBuild build = of(arguments);
    String inputs = build.digest();
    if (!build.isFresh(inputs)) {
      build.run("package", inputs);
    }
  }

  static void verify(String[] arguments) throws IOException {
    SandboxBuild build = of(arguments);
    build.run("verify", build.digest());
  }

  private static SandboxBuild of(String[] arguments) {
    return new SandboxBuild(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
  }

  private boolean isFresh(String inputs) throws IOException {
    return Files.exists(sandbox.resolve("target/lakegate-sandbox.jar"))
        && Files.isDirectory(sandbox.resolve("target/lib"))
        && Files.exists(stamp)
        && Files.readString(stamp).equals(inputs);
  }

  /**
   * Digests the names and contents of the inputs, so a deleted file counts and a new date does not.
   */
  private String digest() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String input : INPUTS) {
        try (Stream<Path> files = Files.walk(sandbox.resolve(input))) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(sandbox.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(String goal, String inputs) throws IOException {
    Process process =
        new ProcessBuilder(command(goal)).directory(sandbox.toFile()).inheritIO().start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("The sandbox's build failed; the reason stands above.");
      }
      Files.writeString(stamp, inputs);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The sandbox's build was interrupted.");
    }
  }

  private List<String> command(String goal) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    Path maven = Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn");
    List<String> command = new ArrayList<>(List.of(maven.toString(), "--batch-mode", "--quiet"));
    // Maven names its default files also where there are none, and refuses to be told of those.
    for (String file : List.of("settings", "global-settings")) {
      given(file)
          .filter(path -> Files.exists(Path.of(path)))
          .ifPresent(path -> command.addAll(List.of("--" + file, path)));
    }
    if (given("offline").equals(Optional.of("true"))) {
      command.add("--offline");
    }
    given("local-repository").ifPresent(path -> command.add("-Dmaven.repo.local=" + path));
    if (goal.equals("package")) {
      command.add("-Dmaven.test.skip=true");
    } else if (Boolean.getBoolean("skipTests")) {
      command.add("-DskipTests");
    }
    command.add(goal);
    return command;
  }

  /** Finds an option that the outer Maven was called with. */
  private Optional<String> given(String name) {
    return outer.stream()
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst();
  }
}
