package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Starts a portal once, on a home of its own, and has it write its class archive. */
public final class PortalArchive {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private PortalArchive() {}

  /**
   * Does nothing when one is there that fits.
   *
   * @param directory for what that portal writes
   */
  public static void write(PortalCommand command, Path directory)
      throws IOException, InterruptedException {
    if (command.hasFreshArchive()) {
      return;
    }
    int port = LoopbackPort.free();
    Child portal =
        Child.start(
            "portal",
            command.wordsWritingArchive(),
            directory.toAbsolutePath().getParent(),
            Map.of(
                "LAKEGATE_DEMO", "true",
                "LAKEGATE_DEMO_PASSWORD", "class-archive",
                "LAKEGATE_HOME", directory.toString(),
                "LAKEGATE_ADDRESS", "127.0.0.1",
                "LAKEGATE_PORT", Integer.toString(port)),
            directory.resolve("portal.log"),
            line -> {});
    Readiness readiness = new Readiness("127.0.0.1", port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!readiness.isUp() && portal.isAlive() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    boolean started = readiness.isUp();
    // It writes 130 MB or more on a machine that may have other work.
    portal.end(PATIENCE);
    if (!started || !command.server().archive().keep(portal.exitCode())) {
      throw new IllegalStateException(
          "The portal did not "
              + (started ? "write its class archive" : "start")
              + ":\n"
              + String.join("\n", portal.lastLines()));
    }
  }
}
