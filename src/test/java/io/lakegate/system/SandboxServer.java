package io.lakegate.system;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.SandboxCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real Spark behind Livy's REST API, in a process of its own, with a token of its own. */
public final class SandboxServer implements AutoCloseable {
  private static final Path BASE_DIRECTORY = Path.of("").toAbsolutePath();

  private final String token;
  private final URI url;
  private final Child child;

  private SandboxServer(String token, URI url, Child child) {
    this.token = token;
    this.url = url;
    this.child = child;
  }

  /** Answers at once; its Spark says {@code starting} for some seconds more. */
  public static SandboxServer start() {
    return start("0");
  }

  /** On a given port, as a Livy server that comes back at the same address. */
  public static SandboxServer start(String port) {
    String token = UUID.randomUUID().toString();
    CompletableFuture<String> address = new CompletableFuture<>();
    try {
      Path logs = Files.createDirectories(BASE_DIRECTORY.resolve("target/homes/sandbox"));
      Child child =
          Child.start(
              "sandbox",
              new SandboxCommand(BASE_DIRECTORY).words(),
              BASE_DIRECTORY,
              Map.of("SANDBOX_TOKEN", token, "SANDBOX_PORT", port),
              Files.createTempFile(logs, "sandbox-", ".log"),
              line -> SandboxCommand.address(line).ifPresent(address::complete));
      return new SandboxServer(token, URI.create(address.get(2, TimeUnit.MINUTES)), child);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The sandbox did not start; see target/homes/sandbox.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI url() {
    return url;
  }

  public String token() {
    return token;
  }

  /** As a power cut would. */
  public void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.end();
  }
}
