package io.lakegate.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The portal's JVM: starts Payara Micro in it with our WAR, and ends when that fails, which Payara
 * alone does not. Reads {@code lakegate.port}, {@code lakegate.address}; its arguments are the WAR
 * and the directory with the files of {@code payara-config}.
 *
 * <p>On the class path stands {@code launch-micro.jar} of an unpacked Payara Micro ({@code java
 * -jar payara-micro.jar --rootDir … --outputlauncher}): starts sooner than the packed one, which
 * unpacks itself each time.
 */
public final class Portal {
  /**
   * When {@code true}, the portal ends with its standard input and so never outlives its parent.
   */
  static final String ENDS_WITH_INPUT = "lakegate.launcher.ends-with-input";

  /** System property that {@code io.lakegate.startup.Startup} sets. */
  private static final String STARTED = "lakegate.started";

  private static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";
  private static final String SERVERS_SHUTDOWN_HOOK = "Payara Micro Shutdown Hook";

  private Portal() {}

  public static void main(String[] arguments) throws Exception {
    Path war = Path.of(arguments[0]);
    Path configuration = Path.of(arguments[1]);
    // The JDK's client repeats a POST once when the connection drops; nobody here may.
    System.setProperty("sun.net.http.retryPost", "false");
    Path unpacked = unpackedServer();
    Path root = newRoot(unpacked);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> removeRoot(root), "root directory"));
    if (Boolean.getBoolean(ENDS_WITH_INPUT)) {
      endWithInput();
    }
    System.setProperty(
        "fish.payara.micro.BootJar", unpacked.resolve("launch-micro.jar").toUri().toString());
    System.setProperty("fish.payara.micro.UnpackDir", unpacked.toString());
    if (!start(war, configuration, root)) {
      System.err.println("The portal could not start; the reason stands above.");
      System.exit(1);
    }
  }

  private static boolean start(Path war, Path configuration, Path root)
      throws IOException, ReflectiveOperationException {
    try {
      return start(serverArguments(war, configuration, root, Given.here()));
    } catch (IllegalArgumentException e) {
      System.err.println("Lakegate cannot start: " + e.getMessage());
      return false;
    }
  }

  /** True when our application has started, which it says itself; Payara serves on without it. */
  private static boolean start(List<String> arguments) throws ReflectiveOperationException {
    // By reflection: the server's classes are packed inside its jar, out of the compiler's reach.
    try {
      Class.forName(SERVER)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
      return Boolean.getBoolean(STARTED);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      return false;
    }
  }

  private static List<String> serverArguments(Path war, Path configuration, Path root, Given given)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--deploy", war.toString(), "--contextroot", "/"));
    arguments.addAll(List.of("--port", port(given)));
    arguments.addAll(List.of("--rootdir", root.toString()));
    arguments.addAll(List.of("--nocluster", "--nohazelcast", "--nohostaware"));
    arguments.addAll(
        List.of("--prebootcommandfile", preBootCommands(configuration, root, given).toString()));
    arguments.addAll(
        List.of("--postbootcommandfile", configuration.resolve("post-boot.txt").toString()));
    arguments.addAll(
        List.of("--logproperties", configuration.resolve("logging.properties").toString()));
    return arguments;
  }

  private static Path preBootCommands(Path configuration, Path root, Given given)
      throws IOException {
    List<String> commands = new ArrayList<>();
    commands.addAll(Files.readAllLines(configuration.resolve("pre-boot.txt")));
    given
        .find("lakegate.address")
        .ifPresent(
            address ->
                commands.add(
                    "set configs.config.server-config.network-config.network-listeners"
                        + ".network-listener.http-listener.address="
                        + checked(address)));
    return Files.write(root.resolve("pre-boot.txt"), commands);
  }

  private static String port(Given given) {
    String port = given.get("lakegate.port", "8080");
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("lakegate.port must be a number from 1 to 65535.");
    }
    return port;
  }

  /** The server would take other characters for a part of its command. */
  private static String checked(String address) {
    if (!address.matches("[0-9A-Za-z.:%-]+")) {
      throw new IllegalArgumentException(
          "lakegate.address must be an IP address or a host name of this machine.");
    }
    return address;
  }

  /** Returns the directory of {@code launch-micro.jar}, which the class path names. */
  private static Path unpackedServer() {
    return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.endsWith("launch-micro.jar"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("launch-micro.jar is not on the class path."))
        .toAbsolutePath()
        .getParent();
  }

  /** A new one each time: Payara deploys again what its root directory remembers. */
  private static Path newRoot(Path unpacked) throws IOException {
    Path root = Files.createTempDirectory("lakegate-portal-");
    for (String part : List.of("config", "docroot", "lib")) {
      copy(unpacked.resolve(part), root.resolve(part));
    }
    return root;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void endWithInput() {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nobody has anything to tell us but that it is over.
                }
              } catch (IOException e) {
                // As good as the end.
              }
              System.exit(0);
            },
            "end with input");
    reader.setDaemon(true);
    reader.start();
  }

  /** After the server has stopped; hooks run side by side. */
  private static void removeRoot(Path root) {
    try {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals(SERVERS_SHUTDOWN_HOOK)) {
          thread.join(10_000);
        }
      }
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.err.println("Could not remove " + root + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
