package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every method against what a real Livy server answered. */
class LivyClientTest {
  @RegisterExtension final LivyStub livy = new LivyStub();

  private static final LivyAppInfo NOWHERE = new LivyAppInfo(null, null);

  @Test
  void tells_the_version() {
    livy.stub(get("/version").willReturn(Recorded.answer("version-get")));

    LivyVersion version = livy.client().version(livy.endpoint());

    assertThat(version.version()).isEqualTo("0.10.0-incubating-SNAPSHOT");
    assertThat(version.revision()).isEqualTo("fc4202ea31722979566f7f730f141420828e4d6b");
  }

  @Test
  void keeps_a_path_in_the_base_address() {
    livy.stub(get("/gateway/livy/version").willReturn(Recorded.answer("version-get")));
    LivyEndpoint behindKnox =
        new LivyEndpoint(
            URI.create(livy.endpoint().url() + "/gateway/livy/"),
            LivyCredential.none(),
            Duration.ofSeconds(20));

    assertThat(livy.client().version(behindKnox).branch()).isEqualTo("master");
  }

  @Nested
  class Sessions {
    @Test
    void creates_one_and_sends_no_more_than_was_asked_for() {
      livy.stub(post("/sessions").willReturn(Recorded.answer("session-post-spark")));

      LivySession session =
          livy.client().createSession(livy.endpoint(), LivyClients.launch("rec-spark"));

      assertThat(session)
          .isEqualTo(
              new LivySession(
                  "0",
                  "rec-spark",
                  null,
                  null,
                  null,
                  "starting",
                  "spark",
                  NOWHERE,
                  List.of("stdout: ", "\nstderr: ")));
      livy.server()
          .verify(
              postRequestedFor(urlEqualTo("/sessions"))
                  .withHeader("X-Requested-By", equalTo("lakegate"))
                  .withHeader("Accept", equalTo("application/json"))
                  .withHeader("Content-Type", equalTo("application/json"))
                  .withoutHeader("Authorization")
                  .withRequestBody(equalTo("{\"kind\":\"spark\",\"name\":\"rec-spark\"}")));
    }

    @Test
    void finds_one_by_its_id() {
      livy.stub(get("/sessions/0").willReturn(Recorded.answer("session-get-idle-spark")));

      LivySession session = livy.client().findSession(livy.endpoint(), "0").orElseThrow();

      assertThat(session.state()).isEqualTo("idle");
      assertThat(session.log()).hasSize(10);
    }

    @Test
    void finds_none_by_a_name_nobody_bears() {
      livy.stub(get("/sessions/nosuchname").willReturn(Recorded.answer("session-get-404-name")));

      assertThat(livy.client().findSession(livy.endpoint(), "nosuchname")).isEmpty();
    }

    @Test
    void finds_none_where_an_older_Livy_says_so_with_a_bare_string() {
      livy.stub(
          get("/sessions/824")
              .willReturn(
                  aResponse()
                      .withStatus(404)
                      .withHeader("Content-Type", "application/json")
                      .withBody("\"Session '824' not found.\"")));

      assertThat(livy.client().findSession(livy.endpoint(), "824")).isEmpty();
    }

    @Test
    void takes_ids_that_are_GUIDs_states_it_never_heard_of_and_fields_of_tomorrow() {
      String id = "5f0c6a52-3a6e-4d0f-9d2e-0b5c9f6f7a11";
      livy.stub(
          get("/sessions/" + id)
              .willReturn(
                  okJson(
                      "{\"id\":\""
                          + id
                          + "\",\"state\":\"Hibernating\",\"livyInfo\":{\"x\":[1]},"
                          + "\"log\":null,\"appInfo\":7,\"name\":null}")));

      LivySession session = livy.client().findSession(livy.endpoint(), id).orElseThrow();

      assertThat(session)
          .isEqualTo(
              new LivySession(id, null, null, null, null, "Hibernating", null, null, List.of()));
    }

    @Test
    void lists_a_page() {
      livy.stub(
          get(urlPathEqualTo("/sessions"))
              .withQueryParam("from", equalTo("1"))
              .withQueryParam("size", equalTo("1"))
              .willReturn(Recorded.answer("sessions-list-from1-size1")));

      LivySessions page = livy.client().listSessions(livy.endpoint(), 1, 1);

      assertThat(page.from()).isEqualTo(1);
      assertThat(page.total()).isEqualTo(4);
      assertThat(page.sessions()).extracting(LivySession::name).containsExactly("rec-pyspark");
    }

    @Test
    void lists_none() {
      livy.stub(
          get(urlPathEqualTo("/sessions")).willReturn(Recorded.answer("sessions-list-empty")));

      assertThat(livy.client().listSessions(livy.endpoint(), 0, 100))
          .isEqualTo(new LivySessions(0, 0, List.of()));
    }

    @Test
    void takes_null_for_an_empty_list_when_the_server_counts_none() {
      livy.stub(
          get(urlPathEqualTo("/sessions"))
              .willReturn(okJson("{\"from\":0,\"total\":0,\"sessions\":null}")));

      assertThat(livy.client().listSessions(livy.endpoint(), 0, 100).sessions()).isEmpty();
    }

    @Test
    void reads_the_end_of_the_log() {
      livy.stub(get("/sessions/0/log?size=3").willReturn(Recorded.answer("session-log-size3")));

      LivyLog log = livy.client().log(livy.endpoint(), "0", null, 3);

      assertThat(log.id()).isEqualTo("0");
      assertThat(log.from()).isEqualTo(199);
      assertThat(log.total()).isEqualTo(202);
      assertThat(log.log()).hasSize(3);
    }

    @Test
    void reads_the_log_as_Livy_likes_it_when_nothing_is_asked_for() {
      livy.stub(get("/sessions/0/log").willReturn(Recorded.answer("session-log-size3")));

      assertThat(livy.client().log(livy.endpoint(), "0", null, null).log()).hasSize(3);
    }

    @Test
    void deletes_one() {
      livy.stub(delete("/sessions/12").willReturn(Recorded.answer("session-delete-busy")));

      assertThat(livy.client().deleteSession(livy.endpoint(), "12")).isTrue();
      livy.server()
          .verify(
              1,
              deleteRequestedFor(urlEqualTo("/sessions/12"))
                  .withHeader("X-Requested-By", equalTo("lakegate")));
    }

    @Test
    void says_when_there_was_none_to_delete() {
      livy.stub(delete("/sessions/12").willReturn(Recorded.answer("session-delete-again")));

      assertThat(livy.client().deleteSession(livy.endpoint(), "12")).isFalse();
    }

    @Test
    void deletes_where_the_confirmation_is_empty() {
      livy.stub(delete("/sessions/12").willReturn(aResponse().withStatus(204)));

      assertThat(livy.client().deleteSession(livy.endpoint(), "12")).isTrue();
    }

    @Test
    void connects_to_one() {
      livy.stub(post("/sessions/0/connect").willReturn(Recorded.answer("session-connect")));

      livy.client().connect(livy.endpoint(), "0");

      livy.server().verify(1, postRequestedFor(urlEqualTo("/sessions/0/connect")));
    }

    @Test
    void refuses_ids_that_would_lead_elsewhere() {
      LivyEndpoint endpoint = livy.endpoint();

      assertThatThrownBy(() -> livy.client().findSession(endpoint, "../version"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> livy.client().deleteSession(endpoint, ".."))
          .isInstanceOf(IllegalArgumentException.class);
      livy.server().verify(0, getRequestedFor(urlPathEqualTo("/version")));
    }
  }

  @Nested
  class Statements {
    @Test
    void submits_one() {
      livy.stub(
          post("/sessions/0/statements")
              .willReturn(Recorded.answer("statement-spark-1plus1-post")));

      LivyStatement statement =
          livy.client()
              .submitStatement(livy.endpoint(), "0", new LivyStatementRequest("1+1", "spark"));

      assertThat(statement)
          .isEqualTo(new LivyStatement("0", "1+1", "waiting", null, 0, null, null));
      livy.server()
          .verify(
              postRequestedFor(urlEqualTo("/sessions/0/statements"))
                  .withRequestBody(equalToJson("{\"code\":\"1+1\",\"kind\":\"spark\"}")));
    }

    @Test
    void sends_empty_code_as_what_it_is_and_no_kind_unless_asked() {
      assertThat(new LivyStatementRequest("", null).toJson()).hasToString("{\"code\":\"\"}");
    }

    @Test
    void finds_one_with_its_value() {
      livy.stub(
          get("/sessions/1/statements/1")
              .willReturn(Recorded.answer("statement-pyspark-1plus1-result")));

      LivyStatement statement =
          livy.client().findStatement(livy.endpoint(), "1", "1").orElseThrow();

      assertThat(statement.state()).isEqualTo("available");
      assertThat(statement.progress()).isEqualTo(1.0);
      assertThat(statement.completed()).isGreaterThan(statement.started());
      assertThat(statement.output().status()).isEqualTo("ok");
      assertThat(statement.output().executionCount()).isEqualTo(1);
      assertThat(statement.output().data()).hasToString("{\"text/plain\":\"2\"}");
      assertThat(statement.output().traceback()).isEmpty();
    }

    @Test
    void keeps_every_digit_of_a_result() {
      livy.stub(
          get("/sessions/2/statements/2")
              .willReturn(Recorded.answer("statement-sql-simple-types-result")));

      LivyStatement statement =
          livy.client().findStatement(livy.endpoint(), "2", "2").orElseThrow();

      assertThat(statement.output().data().getJsonObject("application/json").getJsonArray("data"))
          .hasToString("[[9007199254740993,1.5,1.1,true,\"2024-02-29\",\"str\",null]]");
    }

    @Test
    void reads_text_in_every_script() {
      livy.stub(
          get("/sessions/1/statements/9")
              .willReturn(Recorded.answer("statement-pyspark-unicode-result")));

      LivyStatement statement =
          livy.client().findStatement(livy.endpoint(), "1", "9").orElseThrow();

      assertThat(statement.output().data().getString("text/plain")).contains("日本");
    }

    @Test
    void finds_one_that_failed() {
      livy.stub(
          get("/sessions/1/statements/8")
              .willReturn(Recorded.answer("statement-pyspark-name-error-result")));

      LivyOutput output =
          livy.client().findStatement(livy.endpoint(), "1", "8").orElseThrow().output();

      assertThat(output)
          .isEqualTo(
              new LivyOutput(
                  "error",
                  8,
                  null,
                  "NameError",
                  "name 'nosuchname' is not defined",
                  List.of(
                      "Traceback (most recent call last):\n",
                      "NameError: name 'nosuchname' is not defined\n")));
    }

    @Test
    void reads_available_without_output_as_Livy_at_times_sends_it() {
      livy.stub(
          get("/sessions/1/statements/3")
              .willReturn(
                  okJson("{\"id\":3,\"state\":\"available\",\"output\":null,\"progress\":1.0}")));

      assertThat(livy.client().findStatement(livy.endpoint(), "1", "3"))
          .contains(new LivyStatement("3", null, "available", null, 1, null, null));
    }

    @Test
    void finds_none_that_Livy_has_forgotten() {
      livy.stub(get("/sessions/1/statements/7").willReturn(Recorded.answer("statement-get-404")));

      assertThat(livy.client().findStatement(livy.endpoint(), "1", "7")).isEmpty();
    }

    @Test
    void lists_the_newest_first() {
      livy.stub(
          get(urlPathEqualTo("/sessions/1/statements"))
              .withQueryParam("from", equalTo("0"))
              .withQueryParam("size", equalTo("2"))
              .withQueryParam("order", equalTo("desc"))
              .willReturn(Recorded.answer("statements-list-desc")));

      LivyStatements page = livy.client().listStatements(livy.endpoint(), "1", 0, 2, true);

      assertThat(page.total()).isEqualTo(26);
      assertThat(page.statements()).extracting(LivyStatement::id).containsExactly("25", "24");
    }

    @Test
    void lists_the_oldest_first() {
      livy.stub(
          get(urlPathEqualTo("/sessions/3/statements"))
              .withQueryParam("from", equalTo("0"))
              .withQueryParam("size", equalTo("9"))
              .willReturn(Recorded.answer("statements-list")));

      LivyStatements page = livy.client().listStatements(livy.endpoint(), "3", 0, 9, false);

      assertThat(page.statements()).extracting(LivyStatement::id).containsExactly("0", "1", "2");
    }

    @Test
    void cancels_one() {
      livy.stub(
          post("/sessions/1/statements/0/cancel").willReturn(Recorded.answer("cancel-available")));

      livy.client().cancelStatement(livy.endpoint(), "1", "0");

      livy.server().verify(1, postRequestedFor(urlEqualTo("/sessions/1/statements/0/cancel")));
    }

    @Test
    void completes_code() {
      livy.stub(post("/sessions/0/completion").willReturn(Recorded.answer("completion-spark")));

      List<String> candidates =
          livy.client().complete(livy.endpoint(), "0", "sc.paral", "spark", 8);

      assertThat(candidates).containsExactly("parallelize");
      livy.server()
          .verify(
              postRequestedFor(urlEqualTo("/sessions/0/completion"))
                  .withRequestBody(
                      equalToJson("{\"code\":\"sc.paral\",\"kind\":\"spark\",\"cursor\":8}")));
    }
  }

  @Nested
  class Batches {
    @Test
    void creates_one() {
      livy.stub(post("/batches").willReturn(Recorded.answer("batch-post-py-ok")));

      LivyBatch batch =
          livy.client()
              .createBatch(
                  livy.endpoint(),
                  new LivyBatchRequest(
                      "/srv/livy/batch/ok.py",
                      null,
                      null,
                      List.of("a", "b c"),
                      List.of(),
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      "rec-batch-ok",
                      Map.of("spark.app.name", "x")));

      assertThat(batch)
          .isEqualTo(
              new LivyBatch(
                  "0",
                  "rec-batch-ok",
                  null,
                  null,
                  null,
                  "starting",
                  NOWHERE,
                  List.of("stdout: ", "\nstderr: ")));
      livy.server()
          .verify(
              postRequestedFor(urlEqualTo("/batches"))
                  .withRequestBody(
                      equalToJson(
                          "{\"file\":\"/srv/livy/batch/ok.py\",\"args\":[\"a\",\"b c\"],"
                              + "\"name\":\"rec-batch-ok\",\"conf\":{\"spark.app.name\":\"x\"}}")));
    }

    @Test
    void finds_one() {
      livy.stub(get("/batches/7").willReturn(Recorded.answer("batch-get-running")));

      assertThat(livy.client().findBatch(livy.endpoint(), "7"))
          .map(LivyBatch::state)
          .contains("running");
    }

    @Test
    void finds_none() {
      livy.stub(get("/batches/99").willReturn(Recorded.answer("batch-get-404")));

      assertThat(livy.client().findBatch(livy.endpoint(), "99")).isEmpty();
    }

    @Test
    void lists_a_page() {
      livy.stub(
          get(urlPathEqualTo("/batches"))
              .withQueryParam("from", equalTo("1"))
              .withQueryParam("size", equalTo("1"))
              .willReturn(Recorded.answer("batches-list-from1-size1")));

      LivyBatches page = livy.client().listBatches(livy.endpoint(), 1, 1);

      assertThat(page.total()).isEqualTo(8);
      assertThat(page.batches()).extracting(LivyBatch::state).containsExactly("dead");
    }

    @Test
    void reads_the_log() {
      livy.stub(get("/batches/7/log?size=5").willReturn(Recorded.answer("batch-log-running")));

      assertThat(livy.client().batchLog(livy.endpoint(), "7", null, 5).total()).isEqualTo(41);
    }

    @Test
    void deletes_one_once() {
      livy.stub(delete("/batches/7").willReturn(Recorded.answer("batch-delete-running")));
      livy.stub(delete("/batches/0").willReturn(Recorded.answer("batch-delete-again")));

      assertThat(livy.client().deleteBatch(livy.endpoint(), "7")).isTrue();
      assertThat(livy.client().deleteBatch(livy.endpoint(), "0")).isFalse();
    }
  }
}
