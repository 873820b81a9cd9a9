package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import io.lakegate.system.KillingProxy.Call;
import io.lakegate.system.KillingProxy.Moment;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** The statement has run, and its result is read for the first time. */
  private static final String RESULT = "RESULT";

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

  /**
   * The points that hold come first; the one that kills finds the others at theirs. A stop has one
   * point less than the others: in its place once a result is on its way.
   */
  @ParameterizedTest(name = "launching {0}, submitting {1}, stopping {2}")
  @CsvSource({
    "after 1,           BEFORE_FORWARDING, BEFORE_ANSWERING",
    "BEFORE_FORWARDING, after 1,           after 2",
    "after 2,           BEFORE_ANSWERING,  after 1",
    "AFTER_ANSWERING,   after 2,           BEFORE_FORWARDING",
    "BEFORE_ANSWERING,  AFTER_ANSWERING,   RESULT",
    "after 3,           after 3,           AFTER_ANSWERING"
  })
  void killed_while(String launching, String submitting, String stopping) throws IOException {
    Launch launch = new Launch(launching);
    Submission submission = new Submission(submitting);
    Work stop = stopping.equals(RESULT) ? new Result() : new Stop(stopping);
    List<Work> works = List.of(launch, submission, stop);

    works.stream().filter(work -> !work.kills()).forEach(Work::beginAndHold);
    works.stream().filter(Work::kills).forEach(Work::beginAndKill);
    comeBack();

    launch.assertDone();
    submission.assertDone();
    stop.assertDone();
    assertEverySessionIsKnownAndNoneDoubled();
    launch.end();
    assertEverySessionIsKnownAndNoneDoubled();
  }

  private void comeBack() {
    portal.awaitKilled();
    commits.disarm();
    portal.start();
  }

  private void assertEverySessionIsKnownAndNoneDoubled() {
    List<String> ours =
        editor.get("/sessions?live=true&limit=200").expect(200).items().stream()
            .map((JsonObject session) -> session.getString("remoteName"))
            .toList();
    assertThat(sandbox.sessionNames()).containsExactlyInAnyOrderElementsOf(ours);
  }

  /** What the editor asks for, and how far it is when the portal dies. */
  private abstract class Work {
    /** {@code after 2} (commits), or the moment of its call. */
    final String point;

    private CompletableFuture<Answer> unanswered;

    Work(String point) {
      this.point = point;
    }

    abstract String method();

    abstract String path();

    abstract CompletableFuture<Answer> ask();

    abstract void assertDone() throws IOException;

    final void begin() {
      unanswered = ask();
    }

    /** Nothing holds what is only asked for, nor what is answered: it would go on meanwhile. */
    final boolean kills() {
      return point.equals("after 1") || point.equals(Moment.AFTER_ANSWERING.name());
    }

    final void beginAndHold() {
      if (isCommit()) {
        commits.hold(point);
        begin();
        commits.awaitHeld();
      } else {
        CompletableFuture<Void> held = proxy.hold(call());
        begin();
        held.orTimeout(1, TimeUnit.MINUTES).join();
      }
    }

    final void beginAndKill() {
      if (isCommit()) {
        commits.kill(point);
      } else {
        proxy.kill(call(), portal::kill);
      }
      begin();
    }

    final void awaitNoAnswer() {
      unanswered.handle((answer, failure) -> answer).join();
    }

    private boolean isCommit() {
      return point.startsWith("after ");
    }

    private Call call() {
      return new Call(method(), path(), Moment.valueOf(point));
    }
  }

  private final class Launch extends Work {
    private final Map<String, String> form = Map.of("profileId", sqlProfile);
    private final Map<String, String> key = newKey();
    private String id;

    Launch(String point) {
      super(point);
    }

    @Override
    String method() {
      return "POST";
    }

    @Override
    String path() {
      return SESSIONS;
    }

    @Override
    CompletableFuture<Answer> ask() {
      return editor.postLater("/sessions", form, key);
    }

    @Override
    void assertDone() {
      awaitNoAnswer();
      id = editor.post("/sessions", form, key).expect(202).id();
      Catalogue.awaitState(editor, id, "IDLE");
    }

    void end() {
      editor.delete("/sessions/" + id).expect(202);
      Catalogue.awaitState(editor, id, "ENDED");
    }
  }

  private final class Submission extends Work {
    private final String statements = "/sessions/" + scalaSession + "/statements";
    private final Path traces = sandbox.directory().resolve("ran-" + UUID.randomUUID());

    /** Each run leaves one line. */
    private final Map<String, String> form =
        Map.of(
            "code",
            "java.nio.file.Files.writeString(java.nio.file.Path.of(\""
                + traces
                + "\"), \"ran\\n\", java.nio.file.StandardOpenOption.CREATE,"
                + " java.nio.file.StandardOpenOption.APPEND)");

    private final Map<String, String> key = newKey();

    Submission(String point) {
      super(point);
    }

    @Override
    String method() {
      return "POST";
    }

    @Override
    String path() {
      return STATEMENTS;
    }

    @Override
    CompletableFuture<Answer> ask() {
      return editor.postLater(statements, form, key);
    }

    /** Never twice; with its result if it ran, lost if the request never left. */
    @Override
    void assertDone() throws IOException {
      awaitNoAnswer();
      String id = editor.post(statements, form, key).expect(201).id();
      JsonObject ended = Catalogue.awaitEnd(editor, scalaSession, id).json();
      List<String> runs = Files.exists(traces) ? Files.readAllLines(traces) : List.of();
      boolean neverLeft = point.equals("after 1") || point.equals(Moment.BEFORE_FORWARDING.name());
      assertThat(ended.getString("state")).isEqualTo(neverLeft ? "LOST" : "AVAILABLE");
      assertThat(runs).hasSize(neverLeft ? 0 : 1);
      assertThat(ended.getString("outcome", "none")).isEqualTo(neverLeft ? "none" : "ok");
    }
  }

  /** A statement in a session of its own, whose result is on its way. */
  private final class Result extends Work {
    private final String session = Catalogue.launch(editor, sqlProfile);
    private final String statements = "/sessions/" + session + "/statements";
    private final String posts =
        "/sessions/"
            + Catalogue.awaitState(editor, session, "IDLE").json().getString("remoteId")
            + "/statements";
    private final Map<String, String> form = Map.of("code", "select 1");
    private final Map<String, String> key = newKey();

    Result() {
      super(Moment.BEFORE_ANSWERING.name());
    }

    @Override
    String method() {
      return "GET";
    }

    @Override
    String path() {
      return STATEMENT;
    }

    @Override
    CompletableFuture<Answer> ask() {
      return editor.postLater(statements, form, key);
    }

    @Override
    void assertDone() {
      awaitNoAnswer();
      String id = editor.post(statements, form, key).expect(201).id();
      JsonObject ended = Catalogue.awaitEnd(editor, session, id).json();
      assertThat(ended.getString("state")).isEqualTo("AVAILABLE");
      assertThat(ended.getString("outcome")).isEqualTo("ok");
      assertThat(proxy.forwarded("POST", posts)).isEqualTo(1);
      editor.delete("/sessions/" + session).expect(202);
      Catalogue.awaitState(editor, session, "ENDED");
    }
  }

  private final class Stop extends Work {
    private final String id = Catalogue.launch(editor, sqlProfile);
    private final String name =
        Catalogue.awaitState(editor, id, "IDLE").json().getString("remoteName");

    Stop(String point) {
      super(point);
    }

    @Override
    String method() {
      return "DELETE";
    }

    @Override
    String path() {
      return SESSION;
    }

    @Override
    CompletableFuture<Answer> ask() {
      return CompletableFuture.supplyAsync(() -> editor.delete("/sessions/" + id));
    }

    @Override
    void assertDone() {
      awaitNoAnswer();
      Answer ended = Catalogue.awaitState(editor, id, "ENDED");
      assertThat(ended.json().getString("endCause")).isEqualTo("USER");
      assertThat(sandbox.sessionNames()).doesNotContain(name);
    }
  }

  private static Map<String, String> newKey() {
    return Map.of("Idempotency-Key", UUID.randomUUID().toString());
  }
}
