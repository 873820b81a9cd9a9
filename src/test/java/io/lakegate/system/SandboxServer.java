package io.lakegate.system;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.SandboxCommand;
import io.lakegate.platform.json.BoundedJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The sandbox's real Spark, and what Livy itself says of it. */
final class SandboxServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path directory = Processes.newDirectory("sandbox");
  private final String token = UUID.randomUUID().toString();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Child process;
  private final URI uri;

  /** Listens when this returns; its Spark may still start. */
  SandboxServer() {
    Processes.requireBuilt(
        Processes.BASE.resolve("src/sandbox/target/lakegate-sandbox.jar"),
        "Run: mvn -f src/sandbox/pom.xml package -DskipTests");
    CompletableFuture<String> address = new CompletableFuture<>();
    try {
      process =
          Child.start(
              "sandbox",
              new SandboxCommand(Processes.BASE).words(),
              directory,
              Map.of("SANDBOX_TOKEN", token, "SANDBOX_PORT", "0", "SANDBOX_FAULTS", "true"),
              directory.resolve("sandbox.log"),
              line -> SandboxCommand.address(line).ifPresent(address::complete));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until(PATIENCE, () -> address.isDone() || !process.isAlive(), done -> done);
    if (!address.isDone()) {
      throw new IllegalStateException(
          "The sandbox did not start:\n" + String.join("\n", process.lastLines()));
    }
    uri = URI.create(address.join());
  }

  URI uri() {
    return uri;
  }

  String token() {
    return token;
  }

  /** Everything of it stands still, its connections stay open: a full garbage collection's way. */
  void pause() {
    Processes.signal(process, "STOP");
  }

  void goOn() {
    Processes.signal(process, "CONT");
  }

  /** Where statements may leave traces for a test. */
  Path directory() {
    return directory;
  }

  /** Livy's own list, past the portal. */
  List<JsonObject> sessions() {
    return send("GET", "/sessions?from=0&size=200", null)
        .getJsonArray("sessions")
        .getValuesAs(JsonObject.class);
  }

  List<String> sessionNames() {
    return sessions().stream().map(session -> session.getString("name", "")).toList();
  }

  JsonObject send(String method, String path, JsonObject body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("X-Requested-By", "test")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return BoundedJson.object(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.end();
  }
}
