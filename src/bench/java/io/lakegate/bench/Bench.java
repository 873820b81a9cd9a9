package io.lakegate.bench;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.PortalArchive;
import io.lakegate.launcher.PortalCommand;
import io.lakegate.launcher.SandboxCommand;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures against the budgets and writes the raw results. Arguments: commit, seed. */
public final class Bench {
  private static final int CONSOLES = 200;
  private static final int CLIENTS = 8;
  private static final int SECONDS = 10;

  /** Of two pages the slower is asked less often, so for as long less of it is compiled well. */
  private static final int WARM_UP_SECONDS = 60;

  private static final String PARTS = "emptyWar,stub,sandbox,history";

  private final long seed;
  private final JsonObjectBuilder results = Json.createObjectBuilder();

  private Bench(long seed) {
    this.seed = seed;
  }

  public static void main(String[] arguments) throws Exception {
    String commit = arguments.length > 0 ? arguments[0] : "unknown";
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 20261122;
    Bench bench = new Bench(seed);
    bench.results.add("seed", seed);
    try {
      bench.run(List.of((arguments.length > 2 ? arguments[2] : PARTS).split(",")));
    } catch (Exception e) {
      // Else the threads of stubs and clients would keep this process.
      e.printStackTrace();
      System.exit(1);
    }
    ResultFile.write("", commit, bench.results);
    System.exit(0);
  }

  private void run(List<String> parts) throws Exception {
    results.add("parts", String.join(",", parts));
    Path base = Path.of("").toAbsolutePath();
    PortalArchive.write(PortalCommand.of(base), base.resolve("target/class-archive"));
    if (parts.contains("emptyWar")) {
      emptyWar();
    }
    if (parts.contains("stub")) {
      stub();
    }
    if (parts.contains("sandbox")) {
      sandbox();
    }
    if (parts.contains("history")) {
      history();
    }
  }

  private static void say(String text) {
    System.err.println(text);
  }

  private void emptyWar() throws IOException, InterruptedException {
    try (EmptyWar empty = new EmptyWar()) {
      double pages = pagesPerSecond(empty.page(), null);
      say("empty WAR: " + empty.startMillis + " ms, " + pages + " pages/s");
      results.add(
          "emptyWar",
          Json.createObjectBuilder()
              .add("startMillis", empty.startMillis)
              .add("pagesPerSecond", pages));
    }
    Path home = Files.createTempDirectory("lakegate-bench");
    results.add("firstStartMillis", startMillis(home)).add("startMillis", startMillis(home));
  }

  /** The first one on a home makes the schema, the keys and the people of the demo. */
  private static long startMillis(Path home) throws IOException, InterruptedException {
    try (BenchPortal portal =
        new BenchPortal(home, URI.create("http://127.0.0.1:9"), "t", Map.of())) {
      say("portal: " + portal.startMillis + " ms");
      return portal.startMillis;
    }
  }

  /** Against a stub: exact statement lengths, counted requests, many consoles. */
  private void stub() throws Exception {
    try (StubLivy livy = new StubLivy();
        BenchPortal portal = new BenchPortal(livy.uri(), "t", Map.of())) {
      say("portal: " + portal.startMillis + " ms");
      Http api = portal.api("editor");
      String profile = portal.profile(api, "spark");
      String session = portal.launch(api, profile);
      Http direct = new Http(livy.uri(), null);
      String own =
          String.valueOf(direct.post("/sessions", JsonObject.EMPTY_JSON_OBJECT).getInt("id"));
      JsonObjectBuilder random =
          RoundTrips.measure(
              direct,
              own,
              api,
              session,
              RoundTrips.lengths(60, seed),
              l -> "sleep " + l,
              livy::requests);
      long[] sevens = new long[100];
      java.util.Arrays.fill(sevens, 7);
      JsonObjectBuilder seven =
          RoundTrips.measure(direct, own, api, session, sevens, l -> "sleep " + l, livy::requests);
      double history =
          pagesPerSecond(URI.create(portal.uri() + "/demo/history"), portal.signIn("viewer"));
      JsonObjectBuilder memory = consoles(portal, api, profile);
      results.add(
          "portal",
          Json.createObjectBuilder()
              .add("startMillis", portal.startMillis)
              .add("historyPagesPerSecond", history));
      results.add("stub50to1000ms", random).add("stub7ms", seven).add("memory", memory);
    }
  }

  /** Sessions with an open console each: its page read once, its event stream kept open. */
  private JsonObjectBuilder consoles(BenchPortal portal, Http api, String profile)
      throws IOException, InterruptedException {
    long before = portal.residentMegabytes();
    String cookie = portal.signIn("editor");
    // As browsers do without TLS; in one HTTP/2 connection the server allows no 200 streams.
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    for (int i = 0; i < CONSOLES; i++) {
      String page = portal.uri() + "/demo/sessions/" + portal.launch(api, profile);
      look(client, page, cookie, HttpResponse.BodyHandlers.discarding());
      open.add(look(client, page + "/live", cookie, HttpResponse.BodyHandlers.ofInputStream()));
    }
    Thread.sleep(5000);
    long after = portal.residentMegabytes();
    for (HttpResponse<InputStream> response : open) {
      response.body().close();
    }
    say("memory with " + CONSOLES + " consoles: " + after + " MB");
    return Json.createObjectBuilder()
        .add("consoles", CONSOLES)
        .add("megabytesBefore", before)
        .add("megabytes", after);
  }

  private static <T> HttpResponse<T> look(
      HttpClient client, String address, String cookie, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    HttpResponse<T> response =
        client.send(
            HttpRequest.newBuilder(URI.create(address)).header("Cookie", cookie).build(), body);
    if (response.statusCode() != 200) {
      throw new IOException(address + " answered " + response.statusCode());
    }
    return response;
  }

  /** Against the sandbox's real Spark. */
  private void sandbox() throws Exception {
    String token = UUID.randomUUID().toString();
    CompletableFuture<String> address = new CompletableFuture<>();
    Path home = Files.createTempDirectory("lakegate-bench-sandbox");
    Child sandbox =
        Child.start(
            "sandbox",
            new SandboxCommand(Path.of("").toAbsolutePath()).words(),
            home,
            Map.of("SANDBOX_TOKEN", token, "SANDBOX_PORT", "0"),
            home.resolve("sandbox.log"),
            line -> SandboxCommand.address(line).ifPresent(address::complete));
    URI livyUri = URI.create(address.get(1, TimeUnit.MINUTES));
    try (BenchPortal portal = new BenchPortal(livyUri, token, Map.of())) {
      Http direct = new Http(livyUri, "Bearer " + token);
      // The first session starts Spark itself; it belongs to neither side. Nor do the first of the
      // portal's life.
      launchDirectly(direct);
      List<Double> directly = new ArrayList<>();
      List<Double> byPortal = new ArrayList<>();
      Http api = portal.api("editor");
      String profile = portal.profile(api, "spark");
      String own = "";
      String session = "";
      for (int i = 0; i < 3; i++) {
        portal.launch(api, profile);
      }
      for (int i = 0; i < 10; i++) {
        long begin = System.nanoTime();
        own = launchDirectly(direct);
        directly.add((System.nanoTime() - begin) / 1e6);
        begin = System.nanoTime();
        session = portal.launch(api, profile);
        byPortal.add((System.nanoTime() - begin) / 1e6);
      }
      results.add(
          "sandboxLaunch",
          Json.createObjectBuilder()
              .add("direct", new Figures(directly).toJson())
              .add("portal", new Figures(byPortal).toJson())
              .add(
                  "ratioOfSums",
                  Figures.round(new Figures(byPortal).sum() / new Figures(directly).sum())));
      results.add(
          "sandbox50to1000ms",
          RoundTrips.measure(
              direct,
              own,
              api,
              session,
              RoundTrips.lengths(30, seed),
              length -> "Thread.sleep(" + length + ")",
              null));
    } finally {
      sandbox.end();
    }
  }

  private static String launchDirectly(Http direct) throws IOException, InterruptedException {
    JsonObject asked = Json.createObjectBuilder().add("kind", "spark").build();
    String id = String.valueOf(direct.post("/sessions", asked).getInt("id"));
    while (!direct.get("/sessions/" + id).getString("state").equals("idle")) {
      Thread.sleep(5);
    }
    return id;
  }

  private void history() throws Exception {
    try (EmbeddedPostgres postgres = withTheUserOfThePortal();
        StubLivy livy = new StubLivy();
        BenchPortal portal =
            new BenchPortal(
                livy.uri(),
                "t",
                Map.of(
                    "LAKEGATE_DB_URL",
                    "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                    "LAKEGATE_DB_USER",
                    "lakegate",
                    // Row-level security is not for who owns the tables.
                    "LAKEGATE_DB_OWNER_USER",
                    "postgres"))) {
      Http api = portal.api("editor");
      portal.launch(api, portal.profile(api, "spark"));
      results.add("history", historyOf(api, postgres));
    }
  }

  private static EmbeddedPostgres withTheUserOfThePortal() throws IOException, SQLException {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role lakegate login");
    }
    return postgres;
  }

  private static JsonObjectBuilder historyOf(Http api, EmbeddedPostgres postgres)
      throws SQLException, IOException, InterruptedException {
    History.fill(postgres.getPostgresDatabase(), 0, 10_000);
    // Once for nothing: what is asked first is asked of a colder server.
    History.ask(api, postgres.getPostgresDatabase(), 10_000);
    Map<String, Figures> few = History.ask(api, postgres.getPostgresDatabase(), 10_000);
    History.fill(postgres.getPostgresDatabase(), 10_000, 1_000_000);
    Map<String, Figures> many = History.ask(api, postgres.getPostgresDatabase(), 1_000_000);
    return History.compared(few, many);
  }

  /** Eight clients for ten seconds, once the server has compiled what it runs. */
  private static double pagesPerSecond(URI page, String cookie) throws InterruptedException {
    load(page, cookie, WARM_UP_SECONDS);
    return Figures.round(load(page, cookie, SECONDS) / (double) SECONDS);
  }

  private static long load(URI page, String cookie, int seconds) throws InterruptedException {
    AtomicLong pages = new AtomicLong();
    AtomicLong wrong = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(
          () -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(page);
            HttpRequest get =
                cookie == null ? request.build() : request.header("Cookie", cookie).build();
            try {
              while (System.nanoTime() < end) {
                (Http.send(get).statusCode() == 200 ? pages : wrong).incrementAndGet();
              }
            } catch (IOException e) {
              wrong.incrementAndGet();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    clients.shutdown();
    if (!clients.awaitTermination(seconds + 30L, TimeUnit.SECONDS) || wrong.get() > 0) {
      throw new IllegalStateException(page + ": " + wrong.get() + " wrong answers");
    }
    return pages.get();
  }
}
