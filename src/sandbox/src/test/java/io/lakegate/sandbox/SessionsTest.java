package io.lakegate.sandbox;

import static io.lakegate.sandbox.Recorded.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a session. */
@ExtendWith(OneSandbox.class)
class SessionsTest {

  private final RunningSandbox sandbox;

  SessionsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void a_new_session_is_starting_and_then_idle() {
    Recorded recorded = Recorded.of("session-post-sql");

    RunningSandbox.Answer answer = sandbox.post("/sessions", "{\"kind\":\"sql\",\"name\":\"new\"}");
    int id = answer.body().get("id").asInt();

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(answer.header("Location")).isEqualTo("/sessions/" + id);
    assertThat(answer.body().get("state").asText()).isEqualTo("starting");
    assertThat(shape(answer.body())).isEqualTo(shape(recorded.body()));
    assertThat(RunningSandbox.await(() -> sandbox.state(id), state -> !state.equals("starting")))
        .isEqualTo("idle");
  }

  @Test
  void what_was_asked_for_is_reported_back() {
    JsonNode session =
        sandbox
            .post(
                "/sessions",
                """
                {"kind": "sql", "name": "full", "ttl": "10m", "idleTimeout": "5m",
                 "driverMemory": "600m", "driverCores": 1, "executorMemory": "600m",
                 "executorCores": 1, "numExecutors": 1, "queue": "q",
                 "heartbeatTimeoutInSecond": 300, "conf": {"spark.ui.enabled": "true"}}
                """)
            .body();

    assertThat(session.get("ttl").asText()).isEqualTo("10m");
    assertThat(session.get("idleTimeout").asText()).isEqualTo("5m");
    assertThat(session.get("driverMemory").asText()).isEqualTo("600m");
    assertThat(session.get("numExecutors").asInt()).isEqualTo(1);
    assertThat(session.get("queue").asText()).isEqualTo("q");
    assertThat(session.get("heartbeatTimeoutInSecond").asInt()).isEqualTo(300);
    assertThat(session.get("conf").toString()).isEqualTo("{\"spark.ui.enabled\":\"true\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"sql\",\"conf\":[\"a=b\"]}",
        "{\"kind\":\"sql\",\"conf\":\"a=b\"}",
        "{\"kind\":\"sql\",\"jars\":\"one.jar\"}",
        "{\"kind\":\"sql\",\"pyFiles\":{}}",
        "{\"kind\":\"sql\",\"files\":1}",
        "{\"kind\":\"sql\",\"archives\":true}",
      })
  void what_is_no_map_or_no_list_is_refused_where_one_belongs(String request) {
    RunningSandbox.Answer answer = sandbox.post("/sessions", request);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().asText()).startsWith("Cannot deserialize value of type `scala.");
  }

  @Test
  void a_session_is_found_by_its_name() {
    JsonNode session = sandbox.get("/sessions/rec-sql").body();

    assertThat(session.get("id").asInt()).isEqualTo(2);
  }

  @Test
  void a_second_session_of_the_same_name_is_refused() {
    RunningSandbox.Answer answer =
        sandbox.post("/sessions", "{\"kind\":\"spark\",\"name\":\"rec-spark\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("msg").asText())
        .matches("Rejected, Reason: Duplicate session name: Some\\(rec-spark\\) for session \\d+");
  }

  @Test
  void a_deleted_session_is_gone() {
    int session = sandbox.session("{\"kind\":\"sql\"}");

    RunningSandbox.Answer first = sandbox.delete("/sessions/" + session);
    RunningSandbox.Answer second = sandbox.delete("/sessions/" + session);

    assertThat(first.body()).isEqualTo(Recorded.of("session-delete-busy").body());
    assertThat(second.status()).isEqualTo(404);
    assertThat(sandbox.get("/sessions/" + session).status()).isEqualTo(404);
  }

  @Test
  void a_busy_session_is_deleted_with_its_statement() {
    int session = sandbox.session("{\"kind\":\"spark\"}");
    sandbox.running(sandbox.submit(session, "spark", "Thread.sleep(600000)"));

    String state = sandbox.state(session);
    RunningSandbox.Answer answer = sandbox.delete("/sessions/" + session);

    assertThat(state).isEqualTo("busy");
    assertThat(answer.body()).isEqualTo(Recorded.of("session-delete-busy").body());
  }

  @Test
  void python_is_refused_with_what_to_install_where_there_is_no_pyspark(@TempDir Path directory) {
    assumeThat(new PySpark(directory).isInstalled()).isFalse();

    RunningSandbox.Answer session = sandbox.post("/sessions", "{\"kind\":\"pyspark\"}");
    RunningSandbox.Answer statement =
        sandbox.post("/sessions/3/statements", "{\"kind\":\"pyspark\",\"code\":\"1\"}");

    assertThat(session.status()).isEqualTo(400);
    assertThat(session.body().get("msg").asText()).contains("pip install pyspark");
    assertThat(statement.body()).isEqualTo(session.body());
  }

  @Test
  void settings_no_driver_can_start_with_end_in_a_dead_session_that_says_so() {
    int session = sandbox.session("{\"kind\":\"sql\",\"driverMemory\":\"notanumber\"}");

    assertThat(sandbox.state(session)).isEqualTo("dead");
    assertThat(sandbox.get("/sessions/" + session + "/log?size=3").body().get("log"))
        .isEqualTo(tail(Recorded.of("session-log-start-failure-conf").body().get("log"), 3));
  }

  @Test
  void ttl_ends_a_session_however_it_is_used() {
    int session = sandbox.session("{\"kind\":\"sql\",\"ttl\":\"1s\"}");

    RunningSandbox.Answer answer =
        RunningSandbox.await(
            () -> sandbox.post("/sessions/" + session + "/connect", ""),
            connect -> connect.status() != 200);

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void idle_timeout_ends_a_session_that_is_only_looked_at() {
    int session = sandbox.session("{\"kind\":\"sql\",\"idleTimeout\":\"1s\"}");

    RunningSandbox.Answer answer =
        RunningSandbox.await(() -> sandbox.get("/sessions/" + session), get -> get.status() != 200);

    assertThat(answer.status()).isEqualTo(404);
  }

  @Nested
  class When_the_session_is_dead {

    private final int session = stopped();

    private int stopped() {
      int id = sandbox.session("{\"kind\":\"sql\"}");
      sandbox.run(id, "sql", "select 1");
      assertThat(sandbox.post("/sessions/" + id + "/stop", "").status())
          .isEqualTo(Recorded.of("session-stop").status());
      return id;
    }

    @Test
    void it_still_shows_itself_and_its_log() {
      assertThat(sandbox.state(session)).isEqualTo("dead");
      assertThat(sandbox.get("/sessions/" + session + "/log").status()).isEqualTo(200);
    }

    @Test
    void its_statements_are_out_of_reach() {
      RunningSandbox.Answer one = sandbox.get("/sessions/" + session + "/statements/0");
      RunningSandbox.Answer all = sandbox.get("/sessions/" + session + "/statements");

      assertThat(one.body()).isEqualTo(Recorded.of("dead-statement-get").body());
      assertThat(one.status()).isEqualTo(400);
      assertThat(all.body()).isEqualTo(Recorded.of("dead-statements-list").body());
    }

    @Test
    void a_submit_a_cancel_and_a_completion_are_500() {
      String path = "/sessions/" + session;

      RunningSandbox.Answer submit = sandbox.post(path + "/statements", "{\"code\":\"select 1\"}");
      RunningSandbox.Answer cancel = sandbox.post(path + "/statements/0/cancel", "");
      RunningSandbox.Answer completion =
          sandbox.post(path + "/completion", "{\"code\":\"1\",\"kind\":\"sql\",\"cursor\":1}");

      assertThat(submit.status()).isEqualTo(500);
      assertThat(submit.body()).isEqualTo(Recorded.of("dead-statement-post").body());
      assertThat(cancel.body()).isEqualTo(Recorded.of("dead-statement-cancel").body());
      assertThat(completion.body()).isEqualTo(Recorded.of("dead-completion").body());
    }
  }

  private static JsonNode tail(JsonNode lines, int count) {
    return Json.MAPPER.valueToTree(
        lines.valueStream().skip(Math.max(0, lines.size() - count)).toList());
  }
}
