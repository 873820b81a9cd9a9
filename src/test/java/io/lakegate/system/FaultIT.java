package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import io.lakegate.system.KillingProxy.Moment;
import io.lakegate.system.KillingProxy.Point;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The portal is killed at a named commit or remote call of launch, submit and stop, and started
 * again on the same home; the sandbox lives on. Whoever had no answer asks again under the same
 * key. Then every session there is known here, none is doubled, nothing ran twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultIT {
  private static final String SESSIONS = "/sessions";
  private static final String SESSION = "/sessions/[^/]+";
  private static final String STATEMENTS = "/sessions/[^/]+/statements";
  private static final String STATEMENT = "/sessions/[^/]+/statements/[0-9]+";

  private final KillingCommits commits = new KillingCommits();
  private final SandboxServer sandbox = new SandboxServer();
  private KillingProxy proxy;
  private LakegateServer portal;
  private ApiClient editor;
  private String sqlProfile;
  private String scalaSession;

  @BeforeAll
  void start() throws IOException {
    proxy = new KillingProxy(sandbox.uri());
    portal =
        new LakegateServer()
            .withSandbox(proxy.uri(), sandbox.token())
            .withJvmOption(commits.jvmOption())
            .start();
    editor = ApiClient.signIn(portal.uri(), "demo", "editor", LakegateServer.PASSWORD);
    sqlProfile = profile("Spark SQL");
    scalaSession = Catalogue.launch(editor, profile("Scala"));
    Catalogue.awaitState(editor, scalaSession, "IDLE");
    Catalogue.awaitEnd(editor, scalaSession, Catalogue.submit(editor, scalaSession, "1 + 1"));
  }

  private String profile(String name) {
    return editor.get("/session-profiles").expect(200).items().stream()
        .filter(profile -> profile.getString("name").equals(name))
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  @AfterAll
  void end() {
    if (portal != null) {
      portal.close();
      proxy.close();
    }
    sandbox.close();
  }

  /** A point is {@code after 2} (commits) or {@code POST BEFORE_FORWARDING} (calls). */
  private void arm(String point, String method, String path) {
    if (point.startsWith("after ") || point.startsWith("before ")) {
      commits.arm(point);
    } else {
      proxy.arm(new Point(method, path, Moment.valueOf(point)), portal::kill);
    }
  }

  private void dieAndComeBack() {
    portal.awaitKilled();
    commits.disarm();
    portal.start();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after 1",
        "after 2",
        "BEFORE_FORWARDING",
        "BEFORE_ANSWERING",
        "AFTER_ANSWERING",
        "after 3"
      })
  void killed_while_launching(String point) {
    Map<String, String> form = Map.of("profileId", sqlProfile);
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    arm(point, "POST", SESSIONS);
    CompletableFuture<Answer> unanswered = editor.postLater("/sessions", form, key);
    dieAndComeBack();

    unanswered.handle((answer, failure) -> answer).join();
    String id = editor.post("/sessions", form, key).expect(202).id();
    Catalogue.awaitState(editor, id, "IDLE");
    assertEverySessionIsKnownAndNoneDoubled();
    editor.delete("/sessions/" + id).expect(202);
    Catalogue.awaitState(editor, id, "ENDED");
    assertEverySessionIsKnownAndNoneDoubled();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after 1",
        "BEFORE_FORWARDING",
        "BEFORE_ANSWERING",
        "AFTER_ANSWERING",
        "after 2",
        "after 3"
      })
  void killed_while_submitting(String point) throws IOException {
    Path traces = sandbox.directory().resolve("ran-" + UUID.randomUUID());
    Map<String, String> form = Map.of("code", leaving(traces));
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    String path = "/sessions/" + scalaSession + "/statements";

    arm(point, "POST", STATEMENTS);
    CompletableFuture<Answer> unanswered = editor.postLater(path, form, key);
    dieAndComeBack();

    unanswered.handle((answer, failure) -> answer).join();
    String id = editor.post(path, form, key).expect(201).id();
    assertRanAsSaid(Catalogue.awaitEnd(editor, scalaSession, id), traces, point);
  }

  @Test
  void killed_while_the_result_is_on_its_way() throws IOException {
    Path traces = sandbox.directory().resolve("ran-" + UUID.randomUUID());

    arm(Moment.BEFORE_ANSWERING.name(), "GET", STATEMENT);
    String id = Catalogue.submit(editor, scalaSession, leaving(traces));
    dieAndComeBack();

    assertRanAsSaid(Catalogue.awaitEnd(editor, scalaSession, id), traces, "GET");
  }

  /** Each run leaves one line. */
  private static String leaving(Path traces) {
    return "java.nio.file.Files.writeString(java.nio.file.Path.of(\""
        + traces
        + "\"), \"ran\\n\", java.nio.file.StandardOpenOption.CREATE,"
        + " java.nio.file.StandardOpenOption.APPEND)";
  }

  /** Never twice; with its result if it ran, lost if the request never left. */
  private static void assertRanAsSaid(Answer ended, Path traces, String point) throws IOException {
    List<String> runs = Files.exists(traces) ? Files.readAllLines(traces) : List.of();
    boolean neverLeft = point.equals("after 1") || point.equals("BEFORE_FORWARDING");
    assertThat(ended.json().getString("state")).isEqualTo(neverLeft ? "LOST" : "AVAILABLE");
    assertThat(runs).hasSize(neverLeft ? 0 : 1);
    assertThat(ended.json().getString("outcome", "none")).isEqualTo(neverLeft ? "none" : "ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"after 1", "BEFORE_FORWARDING", "BEFORE_ANSWERING", "AFTER_ANSWERING", "after 2"})
  void killed_while_stopping(String point) {
    String id = Catalogue.launch(editor, sqlProfile);
    String name = Catalogue.awaitState(editor, id, "IDLE").json().getString("remoteName");

    arm(point, "DELETE", SESSION);
    CompletableFuture<Answer> unanswered =
        CompletableFuture.supplyAsync(() -> editor.delete("/sessions/" + id));
    dieAndComeBack();

    unanswered.handle((answer, failure) -> answer).join();
    Answer ended = Catalogue.awaitState(editor, id, "ENDED");
    assertThat(ended.json().getString("endCause")).isEqualTo("USER");
    assertThat(sandbox.sessionNames()).doesNotContain(name);
    assertEverySessionIsKnownAndNoneDoubled();
  }

  private void assertEverySessionIsKnownAndNoneDoubled() {
    List<String> ours =
        editor.get("/sessions?live=true&limit=200").expect(200).items().stream()
            .map((JsonObject session) -> session.getString("remoteName"))
            .toList();
    assertThat(sandbox.sessionNames()).containsExactlyInAnyOrderElementsOf(ours);
  }
}
