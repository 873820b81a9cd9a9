package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.KillingProxy.Call;
import io.lakegate.system.KillingProxy.Moment;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Gateways that give up while Livy works, a Livy that stands still, and statements that Livy never
 * hands over. Whatever is answered, nothing runs twice, nothing is stuck, and a stop is carried
 * out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyBackendIT {
  private static final List<Integer> GATEWAYS = List.of(502, 503, 504, 500, 302, 307);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("admin");
  private final ApiClient editor =
      ApiClient.signIn(portal.uri(), "demo", portal.newPerson("EDITORS"), LakegateServer.PASSWORD);
  private KillingProxy gateway;
  private String workspace;
  private String scala;

  @BeforeAll
  void start() throws IOException {
    gateway = new KillingProxy(portal.sandbox().uri());
    workspace = Catalogue.workspace(admin, portal.sandbox(), gateway.uri(), "PT1S");
    scala = Catalogue.launch(editor, Catalogue.profile(admin, workspace, "spark"));
    Catalogue.awaitState(editor, scala, "IDLE");
    Catalogue.awaitEnd(editor, scala, Catalogue.submit(editor, scala, "1 + 1"));
  }

  @AfterAll
  void end() {
    editor.delete("/sessions/" + scala).expect(202);
    Catalogue.awaitState(editor, scala, "ENDED");
    gateway.close();
  }

  /** Code of which each run leaves one line in a file of its own. */
  private record Traced(Path traces, String code) {
    static Traced at(Path directory, int millis) {
      Path traces = directory.resolve("ran-" + UUID.randomUUID());
      return new Traced(
          traces,
          "java.nio.file.Files.writeString(java.nio.file.Path.of(\""
              + traces
              + "\"), \"ran\\n\", java.nio.file.StandardOpenOption.CREATE,"
              + " java.nio.file.StandardOpenOption.APPEND); Thread.sleep("
              + millis
              + ")");
    }

    int runs() throws IOException {
      return Files.exists(traces) ? Files.readAllLines(traces).size() : 0;
    }
  }

  private Traced traced(int millis) {
    return Traced.at(portal.sandbox().directory(), millis);
  }

  private String remoteStatements(String session) {
    String remoteId = editor.get("/sessions/" + session).expect(200).json().getString("remoteId");
    return "/sessions/" + remoteId + "/statements";
  }

  private Call post(String session, Moment moment) {
    return new Call("POST", remoteStatements(session), moment);
  }

  private JsonObject ended(String session, String statement) {
    return Catalogue.awaitEnd(editor, session, statement).json();
  }

  @Test
  void a_gateway_that_gives_up_while_livy_works_lets_nothing_run_twice() throws IOException {
    for (int status : GATEWAYS) {
      Traced code = traced(50);
      long before = gateway.forwarded("POST", remoteStatements(scala));
      gateway.spoil(post(scala, Moment.BEFORE_ANSWERING), status);

      JsonObject ended = ended(scala, Catalogue.submit(editor, scala, code.code()));

      assertThat(ended.getString("state")).as("state after %s", status).isEqualTo("AVAILABLE");
      assertThat(ended.getString("outcome")).isEqualTo("ok");
      assertThat(code.runs()).as("runs after %s", status).isEqualTo(1);
      assertThat(gateway.forwarded("POST", remoteStatements(scala)) - before).isEqualTo(1);
    }
  }

  @Test
  void a_gateway_that_hands_nothing_on_leaves_a_doubt_and_nothing_is_sent_again()
      throws IOException {
    Traced code = traced(0);
    long before = gateway.forwarded("POST", remoteStatements(scala));
    gateway.spoil(post(scala, Moment.BEFORE_FORWARDING), 502);

    JsonObject ended = ended(scala, Catalogue.submit(editor, scala, code.code()));

    assertThat(ended.getString("state")).isEqualTo("LOST");
    assertThat(ended.getString("message")).contains("not known to have run");
    assertThat(code.runs()).isZero();
    assertThat(gateway.forwarded("POST", remoteStatements(scala)) - before).isZero();
    Traced next = traced(0);
    assertThat(ended(scala, Catalogue.submit(editor, scala, next.code())).getString("state"))
        .isEqualTo("AVAILABLE");
    assertThat(next.runs()).isEqualTo(1);
  }

  @Test
  void a_livy_that_stands_still_for_longer_than_a_request_may_take_loses_nothing()
      throws IOException {
    Traced running = traced(1000);
    Traced submitted = traced(0);
    String first = Catalogue.submit(editor, scala, running.code());
    Waiting.until(SOON, () -> Files.exists(running.traces()), there -> there);
    String second;

    portal.sandbox().pause();
    try {
      second = Catalogue.submit(editor, scala, submitted.code());
      Waiting.until(
          SOON,
          () -> editor.get("/sessions/" + scala + "/statements/" + first).json(),
          statement ->
              !statement.getString("message", "").isEmpty()
                  || !editor.get("/sessions/" + scala).json().getString("message", "").isEmpty());
    } finally {
      portal.sandbox().goOn();
    }

    assertThat(ended(scala, first).getString("state")).isEqualTo("AVAILABLE");
    assertThat(ended(scala, second).getString("state")).isEqualTo("AVAILABLE");
    assertThat(running.runs()).isEqualTo(1);
    assertThat(submitted.runs()).isEqualTo(1);
  }

  @Test
  void a_statement_submitted_while_livy_stands_still_is_sent_once_it_goes_on() throws IOException {
    Traced code = traced(0);
    String statement;

    portal.sandbox().pause();
    try {
      statement = Catalogue.submit(editor, scala, code.code());
      Waiting.until(
          SOON,
          () -> editor.get("/sessions/" + scala + "/statements/" + statement).json(),
          seen -> !seen.getString("message", "").isEmpty());
    } finally {
      portal.sandbox().goOn();
    }

    assertThat(ended(scala, statement).getString("state")).isEqualTo("AVAILABLE");
    assertThat(code.runs()).isEqualTo(1);
  }

  @Test
  void what_livy_never_hands_over_keeps_no_session_from_being_stopped() {
    String profile = Catalogue.profile(admin, workspace, "sql");
    Map<String, String> sessions = new LinkedHashMap<>();
    for (String fault : List.of("lone surrogate", "huge output", "closed channel", "dead driver")) {
      sessions.put(fault, Catalogue.launch(editor, profile));
    }
    Map<String, String> names = new LinkedHashMap<>();
    sessions.forEach(
        (fault, session) -> {
          names.put(
              fault, Catalogue.awaitState(editor, session, "IDLE").json().getString("remoteName"));
          Catalogue.submit(editor, session, "select 1 -- sandbox: " + fault);
        });
    Map<String, String> posts = new LinkedHashMap<>();
    sessions.forEach((fault, session) -> posts.put(fault, remoteStatements(session)));
    posts.forEach(
        (fault, path) ->
            Waiting.until(SOON, () -> gateway.forwarded("GET", path + "/0"), asked -> asked > 1));

    sessions.forEach((fault, session) -> editor.delete("/sessions/" + session).expect(202));

    sessions.forEach(
        (fault, session) -> {
          JsonObject ended = Catalogue.awaitState(editor, session, "ENDED").json();
          assertThat(ended.getString("endCause")).as(fault).isIn("USER", "BACKEND_LOST");
          assertThat(gateway.forwarded("POST", posts.get(fault))).as(fault).isEqualTo(1);
          assertThat(portal.sandbox().sessionNames()).doesNotContain(names.get(fault));
        });
  }

  @Test
  void a_driver_that_dies_ends_its_statement_with_the_true_reason_and_the_next_one_unsent() {
    String session = Catalogue.launch(editor, Catalogue.profile(admin, workspace, "sql"));
    Catalogue.awaitState(editor, session, "IDLE");
    String posts = remoteStatements(session);
    String first = Catalogue.submit(editor, session, "select 1 -- sandbox: dead driver");
    String second = Catalogue.submit(editor, session, "select 2");

    assertThat(ended(session, first).getString("state")).isEqualTo("LOST");
    assertThat(ended(session, second).getString("state")).isIn("CANCELLED", "LOST");
    assertThat(Catalogue.awaitState(editor, session, "ENDED").json().getString("endCause"))
        .isEqualTo("BACKEND_LOST");
    assertThat(gateway.forwarded("POST", posts)).isEqualTo(1);
  }
}
