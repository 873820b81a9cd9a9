package io.lakegate.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * {@code mvn -Pdemo}: starts the sandbox and the portal as children, says where to sign in, and
 * ends both when it is stopped or one of them ends. It runs inside Maven's JVM, so Maven ends last.
 */
public final class Demo {
  /** Fabric's hosts, as everywhere, and the sandbox's. */
  static final String ALLOWED_HOSTS =
      "*.fabric.microsoft.com,*.pbidedicated.windows.net,*.analysis.windows.net,"
          + "*.microsoftfabric.com,127.0.0.1,localhost";

  private static final Duration SANDBOX_PATIENCE = Duration.ofMinutes(1);
  private static final Duration PORTAL_PATIENCE = Duration.ofMinutes(5);

  /** Characters of a password, without those that look alike. */
  private static final String PASSWORD_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path baseDirectory;
  private final Given given;
  private final Path home;
  private final Object end = new Object();
  private final List<Child> children = new ArrayList<>();
  private boolean ending;

  private Demo(Path baseDirectory, Given given) {
    this.baseDirectory = baseDirectory;
    this.given = given;
    this.home = baseDirectory.resolve(given.get("lakegate.home", ".lakegate")).normalize();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Demo demo = new Demo(Path.of(arguments[0]).toAbsolutePath(), Given.here());
    Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "end of the demo"));
    try {
      demo.run();
    } finally {
      demo.end();
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private void run() throws IOException, InterruptedException {
    makeHome();
    try (FileChannel file =
            FileChannel.open(
                home.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(file)) {
      int port = port();
      String password = given.find("lakegate.demo.password").orElseGet(Demo::newPassword);
      Map<String, String> variables = variables(port, password);
      if (given.find("lakegate.demo.livy-url").isEmpty()) {
        variables.putAll(startSandbox());
      }
      startPortal(variables, port);
      sayWelcome(port, password);
      awaitEndOfOne();
    }
  }

  /**
   * Creates the home directory for its user alone. The portal restricts one that exists already,
   * and all that is in it.
   */
  private void makeHome() throws IOException {
    if (Files.notExists(home)) {
      Files.createDirectories(home);
      if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  private FileLock lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // Said below.
    }
    throw new IllegalStateException(
        "Another demo runs on " + home + ". Stop it, or give this one its own -Dlakegate.home=….");
  }

  private Map<String, String> variables(int port, String password) {
    Map<String, String> variables = new TreeMap<>(given.asVariables());
    variables.put("LAKEGATE_DEMO", "true");
    variables.put("LAKEGATE_DEMO_PASSWORD", password);
    variables.put("LAKEGATE_HOME", home.toString());
    variables.put("LAKEGATE_PORT", Integer.toString(port));
    variables.put("LAKEGATE_ADDRESS", address());
    variables.put("LAKEGATE_ALLOWED_HOSTS", allowedHosts());
    return variables;
  }

  /** The password of a demo is no secret: unless asked to, it listens to this machine alone. */
  private String address() {
    return given.get("lakegate.address", "127.0.0.1");
  }

  private String allowedHosts() {
    String hosts = given.get("lakegate.allowed-hosts", ALLOWED_HOSTS);
    return given
        .find("lakegate.demo.livy-url")
        .map(url -> hosts + "," + URI.create(url).getHost())
        .orElse(hosts);
  }

  /** The port asked for, found free; 0 finds one. */
  private int port() throws IOException {
    String asked = given.get("lakegate.port", "8080");
    try (ServerSocket socket = new ServerSocket()) {
      // As the server will: a port in TIME_WAIT after a restart is not taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(), Integer.parseInt(asked)));
      return socket.getLocalPort();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "lakegate.port is '" + asked + "': give a number from 0 (any free port) to 65535.", e);
    } catch (BindException e) {
      throw new IllegalStateException(
          "Port "
              + asked
              + " is taken. Stop what listens there, or add -Dlakegate.port=0 for any free port.",
          e);
    }
  }

  private static String newPassword() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      password.append(i > 0 && i % 4 == 0 ? "-" : "");
      password.append(PASSWORD_SIGNS.charAt(RANDOM.nextInt(PASSWORD_SIGNS.length())));
    }
    return password.toString();
  }

  /** Returns what the portal must know of the sandbox: where it is, and this run's token. */
  private Map<String, String> startSandbox() throws IOException, InterruptedException {
    say("Starting the sandbox, a local Spark …");
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    CompletableFuture<String> address = new CompletableFuture<>();
    CompletableFuture<String> kinds =
        CompletableFuture.supplyAsync(new SandboxKinds("python3")::list);
    Child sandbox =
        start(
            "sandbox",
            new SandboxCommand(baseDirectory).words(),
            Map.of("SANDBOX_TOKEN", token, "SANDBOX_PORT", "0"),
            line -> SandboxCommand.address(line).ifPresent(address::complete));
    await(sandbox, SANDBOX_PATIENCE, address::isDone);
    return Map.of(
        "LAKEGATE_DEMO_LIVY_URL",
        address.join(),
        "LAKEGATE_DEMO_LIVY_TOKEN",
        token,
        "LAKEGATE_DEMO_KINDS",
        kinds.join());
  }

  private void startPortal(Map<String, String> variables, int port)
      throws IOException, InterruptedException {
    say("Starting the portal …");
    SevereLines severe = new SevereLines(System.err::println);
    PortalCommand command = PortalCommand.of(baseDirectory);
    List<String> words =
        command.hasFreshArchive() ? command.words(List.of()) : command.wordsWritingArchive();
    Child portal = start("portal", words, variables, severe);
    Readiness readiness = new Readiness(address(), port);
    await(portal, PORTAL_PATIENCE, readiness::isUp);
  }

  private Child start(
      String name, List<String> command, Map<String, String> variables, Consumer<String> listener)
      throws IOException {
    synchronized (children) {
      if (ending) {
        throw new IllegalStateException("The demo was stopped.");
      }
      Child child = Child.start(name, command, baseDirectory, variables, log(name), listener);
      children.add(child);
      return child;
    }
  }

  private Path log(String name) {
    return home.resolve("logs").resolve(name + ".log");
  }

  /** A condition to wait for. */
  private interface Condition {
    boolean isMet() throws InterruptedException;
  }

  private void await(Child child, Duration patience, Condition condition)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.isMet()) {
      refuseTheDead();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "The "
                + child.name()
                + " is not ready after "
                + patience.toMinutes()
                + " min. See "
                + log(child.name()));
      }
      Thread.sleep(100);
    }
  }

  private void sayWelcome(int port, String password) {
    String url = "http://localhost:" + port;
    say("");
    say("Lakegate is ready: sign in at " + url + "/demo/");
    say("  as admin, editor or viewer with the password " + password);
    say("  (operator: " + url + "/operator/ with the same password)");
    say("Logs are in " + home.resolve("logs") + ". Ctrl-C stops everything.");
    say("");
  }

  private void awaitEndOfOne() throws InterruptedException {
    while (true) {
      refuseTheDead();
      synchronized (children) {
        children.forEach(Child::lookAround);
      }
      Thread.sleep(500);
    }
  }

  private void refuseTheDead() {
    synchronized (children) {
      for (Child child : children) {
        if (!ending && !child.isAlive()) {
          child.lastLines().forEach(System.err::println);
          throw new IllegalStateException(
              "The "
                  + child.name()
                  + " ended with exit code "
                  + child.exitCode()
                  + "; what it said last stands above, all of it in "
                  + log(child.name()));
        }
      }
    }
  }

  /** Ends the portal before the sandbox it talks to; returns when nothing of the demo is left. */
  private void end() {
    synchronized (end) {
      List<Child> ended;
      synchronized (children) {
        ending = true;
        ended = new ArrayList<>(children);
        children.clear();
      }
      for (int i = ended.size() - 1; i >= 0; i--) {
        ended.get(i).end();
        keepArchive(ended.get(i));
      }
    }
  }

  private void keepArchive(Child child) {
    if (child.name().equals("portal") && !child.isAlive()) {
      try {
        PortalCommand.of(baseDirectory).server().archive().keep(child.exitCode());
      } catch (IOException e) {
        System.err.println("The next start will take longer: " + e);
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
