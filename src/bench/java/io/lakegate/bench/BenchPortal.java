package io.lakegate.bench;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.LoopbackPort;
import io.lakegate.launcher.PortalCommand;
import io.lakegate.launcher.Readiness;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A portal of this build with a home of its own, as it runs in a container of 1 GB. */
final class BenchPortal implements AutoCloseable {
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"lakegate\\.form\" value=\"([^\"]+)\"");

  /** What the JVM chooses in such a container; the empty WAR gets the same. */
  static final List<String> JVM = List.of("-Xmx700m", "-XX:+UseSerialGC");

  static final String PASSWORD = "bench-password";
  private final int port = LoopbackPort.free();
  private final Child process;
  final long startMillis;

  BenchPortal(URI livy, String livyToken, Map<String, String> more)
      throws IOException, InterruptedException {
    this(Files.createTempDirectory("lakegate-bench"), livy, livyToken, more);
  }

  /** On a home that may have been another's before. */
  BenchPortal(Path home, URI livy, String livyToken, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("LAKEGATE_DEMO", "true");
    settings.put("LAKEGATE_DEMO_PASSWORD", PASSWORD);
    settings.put("LAKEGATE_DEMO_LIVY_URL", livy.toString());
    settings.put("LAKEGATE_DEMO_LIVY_TOKEN", livyToken);
    settings.put("LAKEGATE_SESSION_QUOTA", "1000");
    settings.put("LAKEGATE_ADDRESS", "127.0.0.1");
    settings.put("LAKEGATE_PORT", String.valueOf(port));
    settings.put("LAKEGATE_HOME", home.resolve("home").toString());
    settings.put("LAKEGATE_ALLOWED_HOSTS", "127.0.0.1");
    long begin = System.nanoTime();
    process =
        Child.start(
            "portal",
            PortalCommand.of(Path.of("").toAbsolutePath()).deployed(JVM),
            home,
            settings,
            home.resolve("portal.log"),
            line -> {});
    Readiness readiness = new Readiness("127.0.0.1", port);
    while (!readiness.isUp()) {
      if (!process.isAlive()) {
        throw new IOException(String.join("\n", process.lastLines()));
      }
      Thread.sleep(50);
    }
    startMillis = (System.nanoTime() - begin) / 1_000_000;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Http api(String user) throws IOException, InterruptedException {
    JsonObject asked =
        Json.createObjectBuilder().add("name", "bench").add("tenant", "demo").build();
    String token =
        new Http(uri(), Http.basic(user, PASSWORD))
            .post("/api/v1/tokens", asked)
            .getString("token");
    return new Http(URI.create(uri() + "/api/v1"), "Bearer " + token);
  }

  /** The first demo profile of that kind. */
  String profile(Http api, String kind) throws IOException, InterruptedException {
    return api.get("/session-profiles").getJsonArray("items").getValuesAs(JsonObject.class).stream()
        .filter(profile -> profile.getString("kind").equals(kind))
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  /** Launches and waits until ready; the id. */
  String launch(Http api, String profile) throws IOException, InterruptedException {
    JsonObject asked = Json.createObjectBuilder().add("profileId", profile).build();
    String id = api.post("/sessions", asked).getString("id");
    String state = "";
    while (!state.equals("IDLE")) {
      // Asked more often, it would take its processor time from what is measured.
      Thread.sleep(20);
      state = api.get("/sessions/" + id).getString("state");
      if (state.equals("ENDED")) {
        throw new IOException("The session did not start");
      }
    }
    return id;
  }

  /** The cookie of a signed-in browser. */
  String signIn(String user) throws IOException, InterruptedException {
    URI page = URI.create(uri() + "/demo/sign-in");
    HttpResponse<String> asked = Http.send(HttpRequest.newBuilder(page).build());
    Matcher token = FORM_TOKEN.matcher(asked.body());
    if (!token.find()) {
      throw new IOException("No form to sign in with");
    }
    Map<String, String> fields =
        Map.of(
            "lakegate.form",
            token.group(1),
            "signIn",
            "signIn",
            "signIn:userName",
            user,
            "signIn:password",
            PASSWORD,
            "signIn:submit",
            "Sign in",
            "jakarta.faces.ViewState",
            "stateless");
    List<String> form = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            form.add(
                URLEncoder.encode(name, StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(page)
            .header("Cookie", cookies(asked).findFirst().orElseThrow())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", uri().toString())
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", form)))
            .build();
    return cookies(Http.send(request))
        .filter(cookie -> cookie.startsWith("lakegate-"))
        .findFirst()
        .orElseThrow(() -> new IOException("Not signed in"));
  }

  private static Stream<String> cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')));
  }

  /** Resident memory in MB, as Linux counts it. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.end();
  }
}
