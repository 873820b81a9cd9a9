package io.lakegate.sandbox;

import static io.lakegate.sandbox.Recorded.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches: a Python file by python3, a jar by Spark's own submit. */
@ExtendWith(OneSandbox.class)
class BatchesTest {

  private static final Path FILES = Path.of("src/test/resources/batch").toAbsolutePath();

  private final RunningSandbox sandbox;

  BatchesTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void a_python_file_runs_to_success() {
    assumeThat(Python.isThere()).isTrue();
    Recorded recorded = Recorded.of("batch-post-py-ok");

    RunningSandbox.Answer answer =
        sandbox.post(
            "/batches",
            "{\"file\":\""
                + FILES.resolve("ok.py")
                + "\",\"args\":[\"a\",\"b c\"],\"name\":\"b\"}");
    JsonNode batch = ended(answer.header("Location"));

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(shape(answer.body())).isEqualTo(shape(recorded.body()));
    assertThat(batch.get("state").asText()).isEqualTo("success");
    assertThat(batch.get("log").valueStream().map(JsonNode::asText).toList())
        .isEqualTo(List.of("stdout: ", "['a', 'b c']", "\nstderr: "));
  }

  @Test
  void a_python_file_that_fails_is_dead_and_its_log_says_why() {
    assumeThat(Python.isThere()).isTrue();

    JsonNode batch = ended(start("fail.py"));

    assertThat(batch.get("state").asText()).isEqualTo("dead");
    assertThat(batch.get("log").toString()).contains("ValueError: as it should");
  }

  @Test
  void a_jar_without_the_class_is_dead_and_its_log_says_why() {
    RunningSandbox.Answer answer =
        sandbox.post(
            "/batches",
            "{\"file\":\"" + FILES.resolve("app.jar") + "\",\"className\":\"NoSuchClass\"}");
    JsonNode batch = ended(answer.header("Location"));

    assertThat(batch.get("state").asText()).isEqualTo("dead");
    assertThat(batch.get("log").toString()).contains("NoSuchClass");
  }

  @Test
  void a_running_batch_ends_when_it_is_deleted() {
    assumeThat(Python.isThere()).isTrue();
    String path = start("long.py");
    RunningSandbox.await(
        () -> sandbox.get(path + "/log").body().toString(), log -> log.contains("begun"));

    JsonNode state = sandbox.get(path + "/state").body();
    RunningSandbox.Answer answer = sandbox.delete(path);

    assertThat(state.get("state").asText()).isEqualTo("running");
    assertThat(answer.body()).isEqualTo(Recorded.of("batch-delete-running").body());
    assertThat(sandbox.get(path).status()).isEqualTo(404);
  }

  @Test
  void a_rejected_batch_stays_listed_as_starting() {
    Recorded recorded = Recorded.of("batch-post-no-file");

    RunningSandbox.Answer answer = recorded.replay(sandbox);
    JsonNode list = sandbox.get("/batches").body();

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(answer.body()).isEqualTo(recorded.body());
    assertThat(shape(list)).isEqualTo(shape(Recorded.of("batches-list").body()));
    assertThat(list.get("sessions").findValuesAsText("state")).contains("starting");
  }

  @Test
  void a_file_outside_of_the_allowed_directories_is_refused() {
    Recorded recorded = Recorded.of("batch-post-not-whitelisted");

    assertThat(recorded.replay(sandbox).body()).isEqualTo(recorded.body());
  }

  private String start(String file) {
    return sandbox
        .post("/batches", "{\"file\":\"" + FILES.resolve(file) + "\"}")
        .header("Location");
  }

  private JsonNode ended(String path) {
    return RunningSandbox.await(
        () -> sandbox.get(path).body(),
        batch -> List.of("success", "dead").contains(batch.get("state").asText()));
  }
}
