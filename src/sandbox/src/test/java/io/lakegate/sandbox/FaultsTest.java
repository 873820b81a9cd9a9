package io.lakegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Faults of a real Livy, imitated when a test asks for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

  private static final Map<String, String> ALLOWED =
      Map.of("Authorization", "Bearer " + RunningSandbox.TOKEN);

  private RunningSandbox sandbox;

  @BeforeAll
  void start() {
    sandbox =
        RunningSandbox.start(
            Map.of("SANDBOX_TOKEN", RunningSandbox.TOKEN, "SANDBOX_FAULTS", "true"));
  }

  @AfterAll
  void end() {
    sandbox.close();
  }

  private int session() {
    return sandbox.session("{\"kind\":\"sql\"}");
  }

  private String runs(int session, String order) {
    String path = sandbox.submit(session, "sql", "select 1 -- sandbox: " + order);
    RunningSandbox.await(() -> sandbox.state(session), state -> !state.equals("busy"));
    return path;
  }

  @Test
  void a_statement_whose_output_holds_a_lone_surrogate_is_jettys_page_for_ever() {
    int session = session();
    sandbox.run(session, "sql", "select 1");
    String path = sandbox.submit(session, "sql", "select 1 -- sandbox: lone surrogate");

    HttpResponse<byte[]> first = unwritable(path);
    HttpResponse<byte[]> again = sandbox.send("GET", path, null, ALLOWED);
    HttpResponse<byte[]> list =
        sandbox.send("GET", "/sessions/" + session + "/statements", null, ALLOWED);

    assertThat(first.headers().firstValue("Content-Type")).hasValue("text/html;charset=iso-8859-1");
    assertThat(new String(first.body(), StandardCharsets.ISO_8859_1))
        .contains(
            "<title>Error 500 com.fasterxml.jackson.databind.JsonMappingException: Incomplete"
                + " surrogate pair: first char 0xd800, second 0x62 (through reference chain:"
                + " org.apache.livy.rsc.driver.Statement[&quot;output&quot;])</title>")
        .contains("<td>" + path + "</td>");
    assertThat(again.statusCode()).isEqualTo(500);
    assertThat(list.statusCode()).isEqualTo(500);
    assertThat(sandbox.state(session)).isEqualTo("idle");
  }

  @Test
  void the_session_of_a_lone_surrogate_goes_on() {
    int session = session();
    unwritable(sandbox.submit(session, "sql", "select 1 -- sandbox: lone surrogate"));

    JsonNode next = sandbox.run(session, "sql", "select 2");

    assertThat(next.at("/output/status").asText()).isEqualTo("ok");
  }

  private HttpResponse<byte[]> unwritable(String path) {
    return RunningSandbox.await(
        () -> sandbox.send("GET", path, null, ALLOWED), answer -> answer.statusCode() == 500);
  }

  @Test
  void a_huge_output_is_not_answered_at_all_and_the_session_is_called_idle() {
    int session = session();
    String path = runs(session, "huge output");

    assertThatThrownBy(() -> getWithin(Duration.ofMillis(300), path))
        .isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(
            () -> getWithin(Duration.ofMillis(300), "/sessions/" + session + "/statements"))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(sandbox.state(session)).isEqualTo("idle");
    assertThat(sandbox.run(session, "sql", "select 2").at("/output/status").asText())
        .isEqualTo("ok");
  }

  @Test
  void who_waits_for_a_huge_output_is_answered_when_the_session_is_deleted() {
    int session = session();
    String path = runs(session, "huge output");
    var waiting =
        HttpClient.newHttpClient()
            .sendAsync(get(path).build(), HttpResponse.BodyHandlers.ofString());

    sandbox.delete("/sessions/" + session);

    assertThat(waiting.join().statusCode()).isIn(404, 500);
  }

  private HttpResponse<String> getWithin(Duration bound, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(get(path).timeout(bound).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.url() + path))
        .header("Authorization", "Bearer " + RunningSandbox.TOKEN);
  }

  @Test
  void a_closed_channel_fails_every_post_and_every_read_of_statements_for_good() {
    int session = session();
    String path = runs(session, "closed channel");
    RunningSandbox.await(() -> sandbox.get(path), answer -> answer.status() == 500);

    RunningSandbox.Answer get = sandbox.get(path);
    RunningSandbox.Answer list = sandbox.get("/sessions/" + session + "/statements");
    RunningSandbox.Answer post =
        sandbox.post("/sessions/" + session + "/statements", "{\"code\":\"select 1\"}");
    RunningSandbox.Answer cancel = sandbox.post(path + "/cancel", "");

    assertThat(get.body().asText())
        .isEqualTo("java.lang.IllegalStateException: RPC channel is closed.");
    assertThat(list.body()).isEqualTo(get.body());
    assertThat(post.status()).isEqualTo(500);
    assertThat(post.body()).isEqualTo(Recorded.of("dead-statement-post-immediately").body());
    assertThat(cancel.body()).isEqualTo(post.body());
    assertThat(sandbox.state(session)).isEqualTo("idle");
    assertThat(sandbox.get("/sessions/" + session + "/log").status()).isEqualTo(200);
    assertThat(sandbox.delete("/sessions/" + session).status()).isEqualTo(200);
  }

  @Test
  void a_dead_driver_takes_its_statements_with_it() {
    int session = session();
    String path = sandbox.submit(session, "sql", "select 1 -- sandbox: dead driver");
    RunningSandbox.await(() -> sandbox.state(session), "dead"::equals);

    RunningSandbox.Answer get = sandbox.get(path);
    RunningSandbox.Answer post =
        sandbox.post("/sessions/" + session + "/statements", "{\"code\":\"select 1\"}");

    assertThat(get.status()).isEqualTo(400);
    assertThat(get.body()).isEqualTo(Recorded.of("dead-statement-get").body());
    assertThat(post.body()).isEqualTo(Recorded.of("dead-statement-post").body());
    assertThat(sandbox.get("/sessions/" + session + "/log").status()).isEqualTo(200);
  }

  @Test
  void a_statement_posted_while_the_session_starts_is_refused() {
    int session =
        sandbox
            .post("/sessions", "{\"kind\":\"sql\",\"conf\":{\"sandbox.starts-in\":\"10m\"}}")
            .body()
            .get("id")
            .asInt();
    Recorded recorded = Recorded.of("statement-post-while-starting");

    RunningSandbox.Answer post =
        sandbox.post("/sessions/" + session + "/statements", "{\"code\":\"1+1\"}");
    RunningSandbox.Answer list = sandbox.get("/sessions/" + session + "/statements");

    assertThat(post.status()).isEqualTo(recorded.status());
    assertThat(post.body()).isEqualTo(recorded.body());
    assertThat(list.body()).isEqualTo(Recorded.of("statements-list-while-starting").body());
    assertThat(sandbox.state(session)).isEqualTo("starting");
    assertThat(sandbox.delete("/sessions/" + session).status()).isEqualTo(200);
  }

  @Test
  void a_session_starts_in_the_time_it_was_given() {
    int session = sandbox.session("{\"kind\":\"sql\",\"conf\":{\"sandbox.starts-in\":\"200ms\"}}");

    assertThat(sandbox.state(session)).isEqualTo("idle");
  }

  @Test
  void an_output_above_fifty_mebibytes_is_above_the_frame() {
    ObjectNode largest = text(Faults.MAX_FRAME - 16);
    ObjectNode larger = text(Faults.MAX_FRAME + 16);

    assertThat(new Faults(true).isAboveFrame(largest)).isFalse();
    assertThat(new Faults(true).isAboveFrame(larger)).isTrue();
    assertThat(new Faults(false).isAboveFrame(larger)).isFalse();
  }

  private static ObjectNode text(int length) {
    return Json.MAPPER.createObjectNode().put("t", "x".repeat(length));
  }

  @Test
  void half_a_pair_is_told_from_a_whole_one() {
    Faults faults = new Faults(true);

    assertThat(faults.unwritable(text("caf\udce9.csv")))
        .hasValue("Incomplete surrogate pair: first char 0xdce9, second 0x2e");
    assertThat(faults.unwritable(text("a\ud800")))
        .hasValue("Incomplete surrogate pair: first char 0xd800, second 0x22");
    assertThat(faults.unwritable(text("\ud83d\udc18"))).isEmpty();
    assertThat(faults.unwritable(null)).isEmpty();
  }

  private static JsonNode text(String text) {
    return Json.MAPPER.createObjectNode().set("data", Json.MAPPER.valueToTree(Map.of("t", text)));
  }

  @Test
  void nothing_is_imitated_unless_the_sandbox_was_started_for_it() {
    Faults demo = Settings.from(Map.of()).faults();

    assertThat(demo.in("select 1 -- sandbox: dead driver")).isEmpty();
    assertThat(demo.unwritable(text("a\ud800"))).isEmpty();
    assertThat(
            demo.startTime(
                SessionRequest.parse(
                    "{\"conf\":{\"sandbox.starts-in\":\"1h\"}}".getBytes(StandardCharsets.UTF_8))))
        .isZero();
  }

  @Test
  void code_without_an_order_is_only_run() {
    assertThat(new Faults(true).in("select 'lone surrogate'")).isEqualTo(Optional.empty());
  }
}
