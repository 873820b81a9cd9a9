package io.lakegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real python3, without Spark: everything of a Python statement but {@code spark} and {@code sc}.
 */
class PythonInterpreterTest {

  private PythonInterpreter python;
  private SessionLog log;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    assumeThat(Python.isThere()).isTrue();
    log = new SessionLog();
    python = new PythonInterpreter(PySpark.script(directory), null, log);
  }

  @AfterEach
  void close() {
    if (python != null) {
      python.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1plus1",
        "print-and-value",
        "none",
        "empty",
        "syntax-error",
        "runtime-error",
        "name-error",
        "magic-table",
        "magic-json",
        "magic-unknown",
        "sysexit",
        "unicode"
      })
  void answers_the_recorded_output(String recording) {
    Recorded submit = Recorded.of("statement-pyspark-" + recording + "-post");
    JsonNode expected = Recorded.of("statement-pyspark-" + recording + "-result").output();

    JsonNode output =
        python
            .execute(expected.get("execution_count").asInt(), submit.code())
            .output(expected.get("execution_count").asInt());

    assertThat(output).isEqualTo(expected);
  }

  @Test
  void names_live_from_statement_to_statement() {
    python.execute(0, "x = 20");

    assertThat(python.execute(1, "x + 1")).isEqualTo(Execution.Ok.text("21"));
  }

  @Test
  void an_image_is_a_png_in_base64() {
    String code =
        """
        class Plot:
            def gcf(self):
                return self
            def savefig(self, file, format):
                file.write(b"\\x89PNG of a plot")
        plt = Plot()
        %matplot plt""";

    JsonNode output = python.execute(0, code).output(0);

    assertThat(output.at("/data/image~1png").asText()).isEqualTo("iVBORyBvZiBhIHBsb3Q=");
  }

  @Test
  void there_is_no_spark_in_plain_python() {
    assertThat(python.execute(0, "spark"))
        .isInstanceOfSatisfying(
            Execution.Failed.class, failed -> assertThat(failed.ename()).isEqualTo("NameError"));
  }

  @Test
  void what_a_child_process_prints_does_not_break_the_protocol() {
    assertThat(python.execute(0, "import os\nos.system('echo {}')"))
        .isEqualTo(Execution.Ok.text("0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"import time; time.sleep(600)", "while True: pass"})
  void an_interrupt_ends_a_statement_and_keeps_the_names(String code) throws Exception {
    python.execute(0, "x = 1");

    Execution ended = interrupted(1, code);

    assertThat(ended)
        .isInstanceOfSatisfying(
            Execution.Failed.class,
            failed -> assertThat(failed.ename()).isEqualTo("KeyboardInterrupt"));
    assertThat(python.execute(2, "x")).isEqualTo(Execution.Ok.text("1"));
  }

  private Execution interrupted(int id, String code)
      throws ExecutionException, InterruptedException {
    CompletableFuture<Execution> running =
        CompletableFuture.supplyAsync(() -> python.execute(id, code));
    RunningSandbox.await(
        () -> {
          python.interrupt(Thread.currentThread());
          return running.isDone();
        },
        done -> done);
    return running.get();
  }

  @Test
  void python_that_dies_is_an_aborted_statement_and_so_is_every_further_one() {
    Execution first = python.execute(0, "import os\nos._exit(7)");
    Execution second = python.execute(1, "1+1");

    assertThat(first).isInstanceOf(Execution.Aborted.class);
    assertThat(second.output(1))
        .isEqualTo(Recorded.of("statement-after-python-death-result").output());
  }
}
