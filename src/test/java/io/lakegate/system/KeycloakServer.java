package io.lakegate.system;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.LoopbackPort;
import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keycloak's own distribution as a process, with all it knows in memory. It is told what to be by
 * its admin API, as an administrator of its would.
 */
final class KeycloakServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String ADMIN = "test";

  private final Path home = Path.of(System.getProperty("keycloak.home"));
  private final Path directory = Processes.newDirectory("keycloak");
  private final int port = LoopbackPort.free();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Child process;

  /** Returns at once; {@link #awaitReady} when it listens. */
  KeycloakServer() {
    Path jar = home.resolve("lib/quarkus-run.jar");
    Processes.requireBuilt(jar, "Run: mvn dependency:unpack@keycloak");
    try {
      process =
          Child.start(
              "keycloak",
              words(jar),
              directory,
              Map.of(
                  "KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN, "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", ADMIN),
              directory.resolve("keycloak.log"),
              line -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> words(Path jar) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // It lives for a minute, most of which is its start.
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote",
        // As bin/kc.sh has them.
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.security=ALL-UNNAMED",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
        "-Dpicocli.disable.closures=true",
        "-Dkc.home.dir=" + home,
        "-Djboss.server.config.dir=" + home.resolve("conf"),
        // As after "kc.sh build", which would take as long as the start: the distribution is built
        // with the options that matter here.
        "-Dkc.config.built=true",
        "-cp",
        jar + File.pathSeparator + Processes.BASE.resolve("target/test-classes"),
        KeycloakProcess.class.getName(),
        "start",
        "--http-enabled=true",
        "--http-host=127.0.0.1",
        "--http-port=" + port,
        "--hostname=" + uri(),
        "--cache=local",
        "--db-url=jdbc:h2:mem:keycloak;DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE",
        "--log-level=warn,io.quarkus:info");
  }

  KeycloakServer awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "Keycloak did not start:\n" + String.join("\n", process.lastLines()));
      }
      Waiting.pause();
    }
    return this;
  }

  private boolean isReady() {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(uri() + "/realms/master")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String uri() {
    return "http://127.0.0.1:" + port;
  }

  String issuer(String realm) {
    return uri() + "/realms/" + realm;
  }

  /** Where people of a realm sign out of everything. */
  String signOut(String realm) {
    return issuer(realm) + "/protocol/openid-connect/logout";
  }

  static String passwordOfAda(String realm) {
    return "of ada at " + realm;
  }

  /** A realm with Ada in it, for the tenant of the same name of that portal. */
  void found(String realm, URI portal) {
    try (InputStream file = KeycloakServer.class.getResourceAsStream("/keycloak/realm.json")) {
      String json =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .replace("{realm}", realm)
              .replace("{portal}", portal.toString());
      send("POST", "/admin/realms", json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void join(String realm, String group) {
    send("PUT", membership(realm, group), "{}");
  }

  void leave(String realm, String group) {
    send("DELETE", membership(realm, group), null);
  }

  private String membership(String realm, String group) {
    String id = find(realm, "/groups?exact=true&search=" + group).getString("id");
    return ada(realm) + "/groups/" + id;
  }

  private String ada(String realm) {
    String id = find(realm, "/users?exact=true&username=ada").getString("id");
    return "/admin/realms/" + realm + "/users/" + id;
  }

  private JsonObject find(String realm, String query) {
    return list(realm, query).get(0);
  }

  private List<JsonObject> list(String realm, String query) {
    return BoundedJson.array(send("GET", "/admin/realms/" + realm + query, null))
        .getValuesAs(JsonObject.class);
  }

  /** Ends what Ada holds at the client without being there, such as refresh tokens. */
  void revoke(String realm) {
    send("DELETE", ada(realm) + "/consents/lakegate", null);
  }

  /** Ends Ada's sign-ins at the provider, of which browsers are not told. */
  void endSessions(String realm) {
    send("POST", ada(realm) + "/logout", "{}");
  }

  /** How often the realm gave new tokens for a refresh token. */
  long renewals(String realm) {
    return list(realm, "/events?type=REFRESH_TOKEN").size();
  }

  /** From now on the realm signs with another key, and the one before is known no more. */
  void rotateKeys(String realm) {
    List<JsonObject> before = list(realm, "/components?type=org.keycloak.keys.KeyProvider");
    JsonObject next =
        Json.createObjectBuilder()
            .add("name", "next")
            .add("parentId", realm)
            .add("providerId", "rsa-generated")
            .add("providerType", "org.keycloak.keys.KeyProvider")
            .add(
                "config",
                Json.createObjectBuilder()
                    .add("priority", Json.createArrayBuilder().add("200"))
                    .add("algorithm", Json.createArrayBuilder().add("RS256")))
            .build();
    send("POST", "/admin/realms/" + realm + "/components", next.toString());
    before.stream()
        .filter(component -> component.getString("providerId").equals("rsa-generated"))
        .forEach(
            component ->
                send(
                    "DELETE",
                    "/admin/realms/" + realm + "/components/" + component.getString("id"),
                    null));
  }

  /** The ids of the keys that the realm signs with, as everybody can read them. */
  List<String> keys(String realm) {
    String said = send("GET", "/realms/" + realm + "/protocol/openid-connect/certs", null);
    return object(said).getJsonArray("keys").getValuesAs(JsonValue::asJsonObject).stream()
        .filter(key -> key.getString("use").equals("sig"))
        .map(key -> key.getString("kid"))
        .toList();
  }

  private String send(String method, String path, String body) {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri() + path))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(method, content)
            .build();
    return send(request);
  }

  /** A new one for each request: it lives a minute. */
  private String token() {
    String form = "grant_type=client_credentials&client_id=" + ADMIN + "&client_secret=" + ADMIN;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer("master") + "/protocol/openid-connect/token"))
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return object(send(request)).getString("access_token");
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            request.method()
                + " "
                + request.uri()
                + ": "
                + answer.statusCode()
                + " "
                + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri().toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject object(String text) {
    return BoundedJson.object(text);
  }

  @Override
  public void close() {
    process.end();
  }
}
