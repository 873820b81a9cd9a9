package io.lakegate.sandbox;

import static io.lakegate.sandbox.Recorded.shape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code running → cancelling → cancelled}, and what a running statement says of its progress. */
@ExtendWith(OneSandbox.class)
class CancelTest {

  private static final int SHARED = 3;

  private final RunningSandbox sandbox;

  CancelTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void a_spark_job_is_cancelled_with_sparks_own_error() {
    String path =
        sandbox.submit(
            SHARED,
            "spark",
            "sc.parallelize(1 to 200, 4).map(x => {Thread.sleep(500); x}).count()");
    awaitLogLine("Starting task 0.0 in stage");

    JsonNode cancel = sandbox.post(path + "/cancel", "").body();
    JsonNode statement = sandbox.ended(path);

    assertThat(cancel).isEqualTo(Recorded.of("cancel-spark-job-cancel").body());
    assertThat(statement.get("state").asText()).isEqualTo("cancelled");
    assertThat(statement.at("/output/evalue").asText()).contains("cancelled part of cancelled job");
    assertThat(shape(statement)).isEqualTo(shape(Recorded.of("cancel-spark-job-final-get").body()));
  }

  @Test
  void a_sql_job_is_cancelled_with_sparks_own_error() {
    Recorded recorded = Recorded.of("cancel-sql-job-post");
    String path = sandbox.submit(SHARED, "sql", recorded.code());
    awaitLogLine("Starting task 0.0 in stage");

    sandbox.post(path + "/cancel", "");
    JsonNode statement = sandbox.ended(path);

    assertThat(statement.get("state").asText()).isEqualTo("cancelled");
    assertThat(statement.at("/output/evalue").asText()).contains("cancelled part of cancelled job");
    assertThat(shape(statement)).isEqualTo(shape(Recorded.of("cancel-sql-job-final-get").body()));
  }

  @Test
  void a_sleeping_driver_is_interrupted_and_the_session_goes_on() {
    String path = sandbox.submit(SHARED, "spark", "Thread.sleep(45000)");
    sandbox.running(path);

    sandbox.post(path + "/cancel", "");
    JsonNode statement = sandbox.ended(path);

    assertThat(statement.get("state").asText()).isEqualTo("cancelled");
    assertThat(sandbox.run(SHARED, "spark", "1 + 1").at("/output/status").asText()).isEqualTo("ok");
  }

  @Test
  void a_waiting_statement_is_cancelled_at_once_and_never_runs() {
    String first = sandbox.submit(SHARED, "spark", "Thread.sleep(45000)");
    String second = sandbox.submit(SHARED, "spark", "println(\"second\")");

    sandbox.post(second + "/cancel", "");
    JsonNode statement = sandbox.statement(second);
    sandbox.running(first);
    sandbox.post(first + "/cancel", "");
    sandbox.ended(first);

    assertThat(statement.get("state").asText()).isEqualTo("cancelled");
    assertThat(sandbox.statement(second).get("output").isNull()).isTrue();
    assertThat(shape(statement)).isEqualTo(shape(Recorded.of("cancel-waiting-get").body()));
  }

  @Test
  void progress_is_the_share_of_finished_tasks() {
    String path =
        sandbox.submit(
            SHARED, "spark", "sc.parallelize(1 to 8, 8).map(x => {Thread.sleep(100); x}).count()");

    JsonNode halfway =
        RunningSandbox.await(
            () -> sandbox.statement(path), statement -> statement.get("progress").asDouble() > 0);

    assertThat(halfway.get("progress").asDouble() * 8)
        .isEqualTo(Math.rint(halfway.get("progress").asDouble() * 8));
    assertThat(halfway.get("output").isNull()).isTrue();
    assertThat(sandbox.ended(path).get("progress").asDouble()).isEqualTo(1.0);
  }

  private void awaitLogLine(String part) {
    RunningSandbox.await(
        () -> sandbox.get("/sessions/" + SHARED + "/log?size=5").body().get("log").toString(),
        lines -> lines.contains(part));
  }
}
