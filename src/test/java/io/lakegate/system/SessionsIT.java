package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From a registered workspace to a stopped session, on real Spark. */
class SessionsIT {
  private final TestPortal portal = TestPortal.get();
  private final SandboxServer sandbox = portal.sandbox();
  private final ApiClient admin = portal.as("admin");
  private final ApiClient editor = portal.as("editor");
  private final ApiClient viewer = portal.as("viewer");

  private String profile(String kind) {
    return Catalogue.profile(admin, Catalogue.workspace(admin, sandbox), kind);
  }

  private String ready(String kind) {
    String session = Catalogue.launch(editor, profile(kind));
    Catalogue.awaitState(viewer, session, "IDLE");
    return session;
  }

  private void stop(String session) {
    assertThat(editor.delete("/sessions/" + session).status()).isEqualTo(202);
    Catalogue.awaitState(viewer, session, "ENDED");
  }

  private Answer run(String session, String code) {
    String statement = Catalogue.submit(editor, session, code);
    return Catalogue.awaitEnd(viewer, session, statement);
  }

  @Test
  void a_launch_answers_at_once_becomes_ready_and_its_stop_leaves_nothing_behind() {
    String profile = profile("sql");

    Answer launched = editor.post("/sessions", Map.of("profileId", profile)).expect(202);
    assertThat(launched.header("Location"))
        .isEqualTo(portal.uri() + "/api/v1/sessions/" + launched.id());
    assertThat(launched.json().getString("state")).isEqualTo("LAUNCHING");
    assertThat(launched.json().getString("owner")).isEqualTo("editor");

    Answer ready = Catalogue.awaitState(viewer, launched.id(), "IDLE");
    String name = ready.json().getString("remoteName");
    assertThat(sandbox.sessionNames()).containsOnlyOnce(name);
    assertThat(ready.json().getString("readyAt")).isNotBlank();
    assertThat(ready.json().getString("idleDeadline")).isNotBlank();

    stop(launched.id());
    assertThat(viewer.get("/sessions/" + launched.id()).json().getString("endCause"))
        .isEqualTo("USER");
    assertThat(sandbox.sessionNames()).doesNotContain(name);
    assertThat(
            editor.post("/sessions/" + launched.id() + "/statements", Map.of("code", "1")).code())
        .isEqualTo("409 SESSION_ENDED");
  }

  @Test
  void the_preview_is_what_the_launch_sends() {
    String profile = profile("spark");

    JsonObject preview = editor.get("/session-profiles/" + profile + "/preview").expect(200).json();

    assertThat(preview.toString()).contains("\"kind\":\"spark\"");
  }

  @Test
  void sql_gives_a_table_scala_a_text_and_a_mistake_its_traceback() {
    String session = ready("spark");

    JsonObject table = runAs(session, "select 1 as one, 'a' as letter", "sql").json();
    JsonObject text = run(session, "println(6 * 7)").json();
    JsonObject error = run(session, "throw new IllegalStateException(\"on purpose\")").json();

    assertThat(table.getString("outcome")).isEqualTo("ok");
    assertThat(table.getJsonObject("output").getJsonObject("data").toString())
        .contains("application/json", "\"one\"", "\"letter\"");
    assertThat(text.getJsonObject("output").getJsonObject("data").getString("text/plain"))
        .contains("42");
    assertThat(error.getString("state")).isEqualTo("AVAILABLE");
    assertThat(error.getString("outcome")).isEqualTo("error");
    assertThat(error.getJsonObject("output").getString("evalue")).contains("on purpose");
    assertThat(error.getJsonObject("output").getJsonArray("traceback")).isNotNull();
    assertThat(text.getString("submittedBy")).isEqualTo("editor");
    stop(session);
  }

  private Answer runAs(String session, String code, String kind) {
    String statement =
        editor
            .post("/sessions/" + session + "/statements", Map.of("code", code, "kind", kind))
            .expect(201)
            .id();
    return Catalogue.awaitEnd(viewer, session, statement);
  }

  @Test
  void a_table_of_exactly_the_backends_limit_says_which_limit_cut_it() {
    String session = ready("sql");

    JsonObject cut = run(session, "select id from range(5000)").json();
    JsonObject whole = run(session, "select id from range(999)").json();

    assertThat(cut.getJsonObject("truncated").getString("limit"))
        .isEqualTo("livy.rsc.sql.num-rows");
    assertThat(cut.getJsonObject("truncated").getInt("kept")).isEqualTo(1000);
    assertThat(whole.isNull("truncated") || !whole.containsKey("truncated")).isTrue();
    stop(session);
  }

  @Test
  void a_running_statement_is_cancelled_and_the_session_goes_on() {
    String session = ready("spark");
    String statement = Catalogue.submit(editor, session, "Thread.sleep(600000)");
    Waiting.until(
        Catalogue.PATIENCE,
        () -> viewer.get("/statements/" + statement).expect(200),
        answer -> answer.json().getString("state").equals("RUNNING"));

    editor
        .post("/sessions/" + session + "/statements/" + statement + "/cancel", Map.of())
        .expect(200);

    assertThat(Catalogue.awaitEnd(viewer, session, statement).json().getString("state"))
        .isEqualTo("CANCELLED");
    assertThat(run(session, "println(1)").json().getString("outcome")).isEqualTo("ok");
    assertThat(
            editor
                .post("/sessions/" + session + "/statements/" + statement + "/cancel", Map.of())
                .code())
        .isEqualTo("409 STATEMENT_FINISHED");
    stop(session);
  }

  @Test
  void waiting_holds_no_thread_and_ends_when_the_statement_changes() {
    String session = ready("spark");
    String running = Catalogue.submit(editor, session, "Thread.sleep(600000)");
    String waiting = Catalogue.submit(editor, session, "println(1)");
    String path = "/sessions/" + session + "/statements/" + waiting;
    Waiting.until(
        Catalogue.PATIENCE,
        () -> viewer.get("/statements/" + running).expect(200),
        answer -> answer.json().getString("state").equals("RUNNING"));

    List<CompletableFuture<Answer>> waiters =
        IntStream.range(0, 150).mapToObj(i -> viewer.getLater(path + "?wait=PT60S")).toList();
    long begin = System.nanoTime();
    assertThat(viewer.get("/sessions").status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(waiters).noneMatch(CompletableFuture::isDone);
    editor
        .post("/sessions/" + session + "/statements/" + waiting + "/cancel", Map.of())
        .expect(200);

    assertThat(waiters.stream().map(CompletableFuture::join).map(Answer::json))
        .allSatisfy(answer -> assertThat(answer.getString("state")).isEqualTo("CANCELLED"));
    stop(session);
  }

  @Test
  void a_wait_ends_with_its_time_and_must_be_a_duration() {
    String session = ready("spark");
    String running = Catalogue.submit(editor, session, "Thread.sleep(600000)");
    String path = "/sessions/" + session + "/statements/" + running + "?wait=";
    Waiting.until(
        Catalogue.PATIENCE,
        () -> viewer.get("/statements/" + running).expect(200),
        answer -> answer.json().getString("state").equals("RUNNING"));

    long begin = System.nanoTime();
    assertThat(viewer.get(path + "PT1S").json().getString("state")).isEqualTo("RUNNING");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
    assertThat(
            Stream.of("1", "PT61S", "-PT1S", "P1D", "forever")
                .map(wait -> viewer.get(path + wait).code())
                .distinct())
        .containsExactly("400 INVALID");
    stop(session);
  }

  @Test
  void the_same_key_makes_one_session_and_one_statement_also_at_once() {
    String profile = profile("sql");
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, String> form = Map.of("profileId", profile);

    String first = editor.post("/sessions", form, key).expect(202).id();
    String again = editor.post("/sessions", form, key).expect(202).id();
    List<String> atOnce = atOnce("/sessions", form);
    Catalogue.awaitState(viewer, first, "IDLE");

    assertThat(again).isEqualTo(first);
    assertThat(atOnce).hasSize(8);
    assertThat(atOnce.stream().distinct()).hasSize(1);
    Catalogue.awaitState(viewer, atOnce.get(0), "IDLE");
    List<String> remote =
        Stream.of(first, atOnce.get(0))
            .map(id -> viewer.get("/sessions/" + id).json().getString("remoteName"))
            .toList();
    assertThat(sandbox.sessionNames()).containsOnlyOnceElementsOf(remote);
    assertThat(editor.get("/sessions?profileId=" + profile).items()).hasSize(2);

    Map<String, String> code = Map.of("code", "select 1");
    List<String> statements = atOnce("/sessions/" + first + "/statements", code);
    assertThat(statements.stream().distinct()).hasSize(1);
    Catalogue.awaitEnd(viewer, first, statements.get(0));
    assertThat(viewer.get("/sessions/" + first + "/statements").items()).hasSize(1);

    assertThat(editor.post("/sessions", Map.of("profileId", profile, "name", "other"), key).code())
        .isEqualTo("409 IDEMPOTENCY_KEY_REUSED");
    assertThat(editor.post("/sessions/" + first + "/statements", code, key).code())
        .isEqualTo("409 IDEMPOTENCY_KEY_REUSED");
    stop(first);
    stop(atOnce.get(0));
  }

  private List<String> atOnce(String path, Map<String, String> body) {
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 8).mapToObj(i -> editor.postLater(path, body, key)).toList();
    return answers.stream().map(CompletableFuture::join).map(Answer::id).toList();
  }

  @Test
  void the_history_finds_what_was_run_by_its_code_and_its_fate() {
    String session = ready("spark");
    String word = "w" + UUID.randomUUID().toString().replace("-", "");
    run(session, "val " + word + " = 1");
    run(session, "throw new RuntimeException(\"" + word + "\")");
    String found = "/statements?q=" + word.toUpperCase(java.util.Locale.ROOT);

    assertThat(viewer.get(found).items()).hasSize(2);
    assertThat(viewer.get(found + "&outcome=error").items())
        .singleElement()
        .satisfies(row -> assertThat(row.getString("code")).startsWith("throw"));
    assertThat(viewer.get(found + "&sessionId=" + session + "&kind=spark").items()).hasSize(2);
    assertThat(viewer.get(found + "&submittedBy=admin").items()).isEmpty();
    assertThat(viewer.get(found + "&state=LOST").items()).isEmpty();
    Answer first = viewer.get(found + "&limit=1").expect(200);
    Answer second = viewer.get(found + "&limit=1&after=" + first.json().getString("next"));
    assertThat(first.items().get(0).getString("code")).startsWith("throw");
    assertThat(second.items().get(0).getString("code")).startsWith("val");
    assertThat(second.json().isNull("next") || !second.json().containsKey("next")).isTrue();
    assertThat(portal.as("globex", "viewer").get(found).items()).isEmpty();
    stop(session);
  }

  @Test
  void a_viewer_reads_everything_and_is_refused_the_rest() {
    String session = ready("spark");
    String statement = Catalogue.submit(editor, session, "println(1)");
    Catalogue.awaitEnd(viewer, session, statement);
    String path = "/sessions/" + session;

    assertThat(
            Stream.of(
                    path,
                    path + "/log",
                    path + "/statements",
                    path + "/statements/" + statement,
                    "/statements/" + statement,
                    "/sessions?live=true")
                .map(read -> viewer.get(read).status())
                .distinct())
        .containsExactly(200);
    assertThat(
            Stream.of(
                    viewer.post(path + "/statements", Map.of("code", "1")),
                    viewer.post(path + "/statements/" + statement + "/cancel", Map.of()),
                    viewer.post(path + "/keep", Map.of()),
                    viewer.delete(path))
                .map(Answer::code)
                .distinct())
        .containsExactly("403 FORBIDDEN");
    assertThat(editor.get(path + "/log").expect(200).json().getJsonArray("log")).isNotEmpty();
    assertThat(editor.post(path + "/keep", Map.of()).status()).isEqualTo(200);
    assertThat(viewer.get(path).json().getString("state")).isEqualTo("IDLE");
    stop(session);
  }

  @Test
  void a_session_is_its_owners_to_use_and_an_administrators_to_stop() {
    String session = ready("sql");
    String path = "/sessions/" + session;

    assertThat(admin.post(path + "/statements", Map.of("code", "select 1")).code())
        .isEqualTo("403 SESSION_NOT_YOURS");
    assertThat(admin.post(path + "/keep", Map.of()).code()).isEqualTo("403 SESSION_NOT_YOURS");
    String other = portal.newPerson("EDITORS");
    assertThat(portal.as(other).delete(path).code()).isEqualTo("403 FORBIDDEN");
    assertThat(admin.delete(path).status()).isEqualTo(202);
    Catalogue.awaitState(viewer, session, "ENDED");
  }

  @Test
  void another_tenant_sees_no_session_and_no_statement_whatever_the_role() {
    String session = ready("sql");
    String statement = Catalogue.submit(editor, session, "select 1");
    String path = "/sessions/" + session;

    for (String role : List.of("viewer", "editor", "admin")) {
      ApiClient theirs = portal.as("globex", role);
      assertThat(
              Stream.of(
                      theirs.get(path),
                      theirs.get(path + "/log"),
                      theirs.get(path + "/statements"),
                      theirs.post(path + "/statements", Map.of("code", "select 1")),
                      theirs.post(path + "/keep", Map.of()),
                      theirs.delete(path))
                  .map(Answer::code)
                  .distinct())
          .containsExactly("404 SESSION_NOT_FOUND");
      assertThat(
              Stream.of(
                      theirs.get("/statements/" + statement),
                      theirs.get(path + "/statements/" + statement),
                      theirs.post(path + "/statements/" + statement + "/cancel", Map.of()))
                  .map(Answer::code)
                  .distinct())
          .containsExactly("404 STATEMENT_NOT_FOUND");
      assertThat(theirs.get("/sessions").items()).isEmpty();
    }
    assertThat(viewer.get(path).json().getString("state")).isNotEqualTo("STOPPING");
    stop(session);
  }
}
