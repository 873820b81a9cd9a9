package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Prepares what integration tests start: builds and tests the sandbox and writes the portal's class
 * archive, both at once, since neither keeps two cores busy. Its arguments are those of {@link
 * SandboxBuild}.
 */
public final class Preparation {
  private Preparation() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    CompletableFuture<Void> sandbox =
        CompletableFuture.runAsync(
            () -> {
              try {
                SandboxBuild.verify(arguments);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            },
            task -> new Thread(task, "sandbox build").start());
    try {
      Path base = Path.of(arguments[0]).toAbsolutePath();
      PortalArchive.write(PortalCommand.of(base), base.resolve("target/class-archive"));
    } finally {
      sandbox.join();
    }
  }
}
