package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Starts the built portal once, on a home of its own, and has it write its class archive: the
 * integration tests start it some thirty times.
 */
final class PortalArchive {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private PortalArchive() {}

  /** Nothing when one is there that fits. */
  static void write(Path base) throws IOException, InterruptedException {
    PortalCommand command = new PortalCommand(base);
    if (command.archive().isFresh()) {
      return;
    }
    Path home = base.resolve("target/class-archive");
    int port = LoopbackPort.free();
    Child portal =
        Child.start(
            "portal",
            command.wordsWritingArchive(),
            base,
            Map.of(
                "LAKEGATE_DEMO", "true",
                "LAKEGATE_DEMO_PASSWORD", "class-archive",
                "LAKEGATE_HOME", home.toString(),
                "LAKEGATE_ADDRESS", "127.0.0.1",
                "LAKEGATE_PORT", Integer.toString(port)),
            home.resolve("portal.log"),
            line -> {});
    Readiness readiness = new Readiness("127.0.0.1", port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!readiness.isUp() && portal.isAlive() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    boolean started = readiness.isUp();
    // It writes 130 MB on a machine that may have other work.
    portal.end(PATIENCE);
    if (!started) {
      throw new IllegalStateException(
          "The portal did not start:\n" + String.join("\n", portal.lastLines()));
    }
    command.archive().keep(portal.exitCode());
  }
}
