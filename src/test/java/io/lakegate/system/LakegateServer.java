package io.lakegate.system;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.LoopbackPort;
import io.lakegate.launcher.PortalCommand;
import io.lakegate.launcher.Readiness;
import io.lakegate.launcher.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A portal of the built WAR in demo mode, on a free port, with a home of its own. */
public final class LakegateServer implements AutoCloseable {
  static final String PASSWORD = "demo-password";

  /** A start takes ten seconds of two quiet processors; others may be at work. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final Path home = Processes.newDirectory("portal");
  private final int port = LoopbackPort.free();
  private final Map<String, String> settings = new TreeMap<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private PortalCommand command = PortalCommand.of(Processes.BASE);
  private List<String> words;
  private Child process;
  private int starts;

  LakegateServer() {
    settings.put("LAKEGATE_DEMO", "true");
    settings.put("LAKEGATE_DEMO_PASSWORD", PASSWORD);
    settings.put("LAKEGATE_ADDRESS", "127.0.0.1");
    settings.put("LAKEGATE_PORT", Integer.toString(port));
    settings.put("LAKEGATE_HOME", home.resolve("home").toString());
    settings.put("LAKEGATE_ALLOWED_HOSTS", "127.0.0.1,*.fabric.microsoft.com");
    jvmOptions.add("-Xmx512m");
    // Half the work of a start. What the slow compiler is for, hashing a password of production's
    // strength, takes two seconds.
    jvmOptions.add("-XX:TieredStopAtLevel=1");
    if (NewerServer.isAskedFor()) {
      on(NewerServer.find().orElseThrow());
    }
  }

  /** One about which nothing is said yet but where it is. */
  public static LakegateServer outsideTheDemo() {
    LakegateServer server = new LakegateServer();
    server.settings.keySet().removeIf(name -> name.startsWith("LAKEGATE_DEMO"));
    return server;
  }

  /** An environment variable of the portal, from its next start on. */
  public LakegateServer with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  LakegateServer withSandbox(URI livy, String token) {
    return with("LAKEGATE_DEMO_LIVY_URL", livy.toString()).with("LAKEGATE_DEMO_LIVY_TOKEN", token);
  }

  /** In place of the built one. */
  public LakegateServer withWar(Path other) {
    command = command.deploying(other);
    return this;
  }

  /** In place of the one it was built with. */
  LakegateServer on(Server other) {
    command = command.on(other);
    return this;
  }

  /** By this command line instead of one of our own. */
  LakegateServer startedBy(List<String> commandLine) {
    words = commandLine;
    return this;
  }

  LakegateServer withJvmOption(String option) {
    jvmOptions.add(option);
    return this;
  }

  /** Returns when it is ready. */
  public LakegateServer start() {
    launch();
    try {
      awaitReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Starts without waiting, for what cannot start. */
  Child launch() {
    Processes.requireBuilt(command.war(), "Run: mvn package -DskipTests");
    starts++;
    try {
      // What a killed server leaves behind must not pile up in the machine's own directory.
      Path temporary = home.resolve("tmp");
      Processes.delete(temporary);
      Files.createDirectories(temporary);
      List<String> options = new ArrayList<>(jvmOptions);
      options.add("-Djava.io.tmpdir=" + temporary);
      process =
          Child.start(
              "portal",
              words == null ? command.words(options) : words,
              home,
              settings,
              home.resolve("portal-" + starts + ".log"),
              line -> {});
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws InterruptedException {
    Readiness readiness = new Readiness("127.0.0.1", port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    // The health check may answer before the WAR is deployed.
    while (!readiness.isUp() || ApiClient.nobody(uri()).get("/tokens").status() != 401) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "The portal did not start:\n" + String.join("\n", process.lastLines()));
      }
      Waiting.pause();
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** All it has said in all its lives. */
  String log() {
    StringBuilder log = new StringBuilder();
    try {
      for (int start = 1; start <= starts; start++) {
        log.append(Files.readString(home.resolve("portal-" + start + ".log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log.toString();
  }

  public Path directory() {
    return home;
  }

  /** Ends it with SIGKILL: nothing of it runs any more, no hook, no flush. */
  void kill() {
    process.kill();
    Processes.awaitKilled(process);
  }

  /** Returns when it is gone, by SIGKILL from elsewhere. */
  void awaitKilled() {
    Processes.awaitKilled(process);
  }

  /** Stops it as a frozen machine would: it runs nothing until {@link #goOn}. */
  void pause() {
    Processes.signal(process, "STOP");
  }

  void goOn() {
    Processes.signal(process, "CONT");
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public void close() {
    if (process != null) {
      process.end();
    }
    Processes.delete(home.resolve("tmp"));
  }
}
