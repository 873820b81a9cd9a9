package io.lakegate.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command that starts the sandbox from a build of this project.
 *
 * @param baseDirectory of the project
 */
public record SandboxCommand(Path baseDirectory) {
  private static final String READY = "SANDBOX READY ";

  public List<String> words() {
    Path sandbox = baseDirectory.resolve("src/sandbox");
    Path target = sandbox.resolve("target");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + sandbox.resolve("jvm.options"),
        "-cp",
        target.resolve("lakegate-sandbox.jar") + File.pathSeparator + target.resolve("lib") + "/*",
        "io.lakegate.sandbox.Sandbox");
  }

  /** The address in a line of the sandbox's output, when it is the one that says it is ready. */
  public static Optional<String> address(String line) {
    return line.startsWith(READY)
        ? Optional.of(line.substring(READY.length()).strip())
        : Optional.empty();
  }
}
