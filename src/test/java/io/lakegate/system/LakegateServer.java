package io.lakegate.system;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.PortalCommand;
import io.lakegate.launcher.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A portal of its own: the built WAR on Payara Micro in a process, with a fresh home below {@code
 * target/homes} and the demo's people ({@link #PASSWORD}) unless told otherwise. Can be killed and
 * started again on the same home and port.
 */
public final class LakegateServer implements AutoCloseable {
  public static final String PASSWORD = "system-test-password";

  /** A start takes ten seconds of two quiet processors. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Path BASE_DIRECTORY = Path.of("").toAbsolutePath();

  private final Path home;
  private final int port;
  private final Map<String, String> variables;
  private final List<String> jvmOptions;
  private int starts;
  private Child child;

  private LakegateServer(Path home, Map<String, String> variables, List<String> jvmOptions) {
    this.home = home;
    this.port = freePort();
    this.variables = new TreeMap<>(variables);
    this.variables.put("LAKEGATE_HOME", home.toString());
    this.variables.put("LAKEGATE_PORT", Integer.toString(port));
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /** A demo installation; {@code name} becomes part of its home's path. */
  public static Builder demo(String name) {
    return new Builder(name)
        .with("LAKEGATE_DEMO", "true")
        .with("LAKEGATE_DEMO_PASSWORD", PASSWORD)
        .with("LAKEGATE_ALLOWED_HOSTS", "127.0.0.1,localhost");
  }

  /** An installation about which nothing is said yet. */
  public static Builder plain(String name) {
    return new Builder(name);
  }

  /** Says what is special about a server before it starts. */
  public static final class Builder {
    private final String name;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> jvmOptions = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
      variables.put("LAKEGATE_ADDRESS", "127.0.0.1");
    }

    /** A setting, as its environment variable. */
    public Builder with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    public Builder withSandbox(SandboxServer sandbox) {
      return with("LAKEGATE_DEMO_LIVY_URL", sandbox.url().toString())
          .with("LAKEGATE_DEMO_LIVY_TOKEN", sandbox.token());
    }

    public Builder withJvmOption(String option) {
      jvmOptions.add(option);
      return this;
    }

    /** Started and ready. */
    public LakegateServer start() {
      LakegateServer server = unstarted();
      server.start();
      return server;
    }

    /** With its home made and nothing running. */
    public LakegateServer unstarted() {
      try {
        Path homes = Files.createDirectories(BASE_DIRECTORY.resolve("target/homes"));
        Path home = Files.createTempDirectory(homes, name + "-");
        return new LakegateServer(home, variables, jvmOptions);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Starts and waits until it is ready; fails with the end of its log. */
  public void start() {
    launch();
    Readiness readiness = new Readiness("127.0.0.1", port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!readiness.isUp()) {
        if (!child.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException(
              "The portal did not start; " + log() + " ends with\n" + lastLines());
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts without waiting: for what is tried on a portal that is starting or cannot start. */
  public Child launch() {
    try {
      starts++;
      child =
          Child.start(
              "portal",
              new PortalCommand(BASE_DIRECTORY).words(jvmOptions),
              BASE_DIRECTORY,
              variables,
              log(),
              line -> {});
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a power cut would; what it wrote to disk stays. */
  public void kill() {
    child.kill();
  }

  /** Politely. */
  public void stop() {
    child.end();
  }

  @Override
  public void close() {
    if (child != null) {
      child.end();
    }
  }

  public boolean isAlive() {
    return child != null && child.isAlive();
  }

  public long pid() {
    return child.pid();
  }

  public URI url() {
    return URI.create("http://localhost:" + port);
  }

  public int port() {
    return port;
  }

  public Path home() {
    return home;
  }

  /** A setting for the next start. */
  public void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** Of the present start; each has its own. */
  public Path log() {
    return home.resolve("logs/portal-" + starts + ".log");
  }

  public String logText() {
    try {
      return Files.readString(log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastLines() {
    return String.join("\n", child.lastLines());
  }

  /** One of the demo's people. */
  public ApiClient as(String userName) {
    return as("demo", userName, PASSWORD);
  }

  public ApiClient as(String tenant, String userName, String password) {
    return anonymous().signedIn(tenant, userName, password);
  }

  public ApiClient operator() {
    return as("operator", "operator", PASSWORD);
  }

  /** Without a token. */
  public ApiClient anonymous() {
    return new ApiClient(url());
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
