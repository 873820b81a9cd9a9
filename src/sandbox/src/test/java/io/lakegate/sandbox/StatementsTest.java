package io.lakegate.sandbox;

import static io.lakegate.sandbox.Recorded.shape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real Spark answers to the statements that were recorded, and what the sandbox adds. */
@ExtendWith(OneSandbox.class)
class StatementsTest {

  private static final int SPARK = 0;
  private static final int SQL = 2;
  private static final int SHARED = 3;

  private final RunningSandbox sandbox;

  StatementsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array-map-struct",
        "comment",
        "ddl",
        "empty-result",
        "nan",
        "select-first",
        "simple-types",
        "timestamp",
        "trailing-semicolon"
      })
  void sql_answers_the_recorded_table(String recording) {
    String code = Recorded.of("statement-sql-" + recording + "-post").code();
    JsonNode expected = Recorded.of("statement-sql-" + recording + "-result").output().get("data");

    JsonNode statement = sandbox.run(SQL, "sql", code);

    assertThat(statement.at("/output/data")).isEqualTo(expected);
    assertThat(statement.get("progress").asDouble()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comment",
        "compile-error",
        "empty",
        "incomplete",
        "magic-json",
        "magic-table",
        "magic-unknown",
        "no-output",
        "unicode",
        "unit"
      })
  void scala_answers_the_recorded_output(String recording) {
    String code = Recorded.of("statement-spark-" + recording + "-post").code();
    JsonNode expected = Recorded.of("statement-spark-" + recording + "-result").output();

    JsonNode output = sandbox.run(SPARK, "spark", code).get("output");

    assertThat(LivyWords.of(output)).isEqualTo(LivyWords.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "spark, 0, statement-spark-job-error",
    "spark, 0, statement-spark-runtime-error",
    "spark, 0, statement-spark-error-after-output",
    "sql, 2, statement-sql-parse-error",
    "sql, 2, statement-sql-analysis-error",
    "sql, 2, statement-sql-two-statements",
    "sql, 2, statement-sql-types"
  })
  void an_error_is_available_with_the_recorded_fields(String kind, int session, String recording) {
    String code = Recorded.of(recording + "-post").code();
    JsonNode expected = Recorded.of(recording + "-result").body();

    JsonNode statement = sandbox.run(session, kind, code);

    assertThat(shape(statement)).isEqualTo(shape(expected));
    assertThat(statement.get("state").asText()).isEqualTo("available");
    assertThat(statement.at("/output/ename")).isEqualTo(expected.at("/output/ename"));
  }

  @Test
  void two_sessions_at_the_same_line_run_their_own_code() {
    int first = sandbox.session("{\"kind\":\"spark\"}");
    int second = sandbox.session("{\"kind\":\"spark\"}");

    for (int line = 0; line < 10; line++) {
      String one = sandbox.submit(first, "spark", "\"first \" + " + line);
      String other = sandbox.submit(second, "spark", "\"second \" + " + line);
      assertThat(sandbox.ended(one).at("/output/data/text~1plain").asText())
          .contains("= first " + line);
      assertThat(sandbox.ended(other).at("/output/data/text~1plain").asText())
          .contains("= second " + line);
    }
    sandbox.delete("/sessions/" + first);
    sandbox.delete("/sessions/" + second);
  }

  @Test
  void a_submit_answers_as_recorded_and_names_the_statement() {
    Recorded recorded = Recorded.of("statement-spark-1plus1-post");

    RunningSandbox.Answer answer = sandbox.post("/sessions/0/statements", "{\"code\":\"1+1\"}");

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(answer.body()).hasSameSizeAs(recorded.body());
    assertThat(answer.header("Location"))
        .isEqualTo("/sessions/0/statements/" + answer.body().get("id"));
    assertThat(sandbox.ended(answer.header("Location")).at("/output/data/text~1plain").asText())
        .matches("res\\d+: Int = 2\n");
  }

  @Test
  void scala_shows_what_was_printed_and_then_the_value() {
    JsonNode output =
        sandbox.run(
            SPARK,
            "spark",
            "val a = 1\nval b = 2\nprintln(a+b)\nSystem.out.println(\"java\")\na+b");

    assertThat(output.at("/output/data/text~1plain").asText())
        .matches("a: Int = 1\nb: Int = 2\n3\njava\nres\\d+: Int = 3\n");
  }

  @Test
  void scala_shows_a_data_frame() {
    Recorded recorded = Recorded.of("statement-spark-df-show-post");

    JsonNode statement = sandbox.run(SPARK, "spark", recorded.code());

    assertThat(statement.at("/output/data"))
        .isEqualTo(Recorded.of("statement-spark-df-show-result").output().get("data"));
  }

  @Test
  void scala_runs_a_case_class_a_function_and_an_rdd_on_executors() {
    sandbox.run(SPARK, "spark", "case class Person(name: String, age: Int)");

    JsonNode statement =
        sandbox.run(
            SPARK,
            "spark",
            """
            val people = Seq(Person("a", 1), Person("b", 2)).toDS()
            val twice = udf((age: Int) => age * 2)
            val ages = people.select(twice($"age").as[Int]).collect().sum + people.rdd.map(_.age).sum
            """);

    assertThat(statement.at("/output/data/text~1plain").asText()).endsWith("ages: Double = 9.0\n");
  }

  @Test
  void what_a_statement_writes_to_stderr_is_in_the_log_not_in_the_output() {
    sandbox.run(SPARK, "spark", "System.err.println(\"a complaint\")");

    assertThat(sandbox.get("/sessions/0/log?size=-1").body().get("log"))
        .anyMatch(line -> line.asText().equals("a complaint"));
  }

  @Test
  void kinds_of_a_shared_session_see_the_same_temporary_views() {
    sandbox.run(SHARED, "spark", "spark.range(3).createOrReplaceTempView(\"three\")");

    JsonNode statement = sandbox.run(SHARED, "sql", "select count(*) n from three");

    assertThat(statement.at("/output/data/application~1json/data").toString()).isEqualTo("[[3]]");
  }

  @Test
  void sessions_do_not_see_each_others_temporary_views() {
    sandbox.run(SQL, "sql", "create or replace temp view mine as select 1");

    JsonNode statement = sandbox.run(SHARED, "sql", "select * from mine");

    assertThat(statement.at("/output/evalue").asText()).contains("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void columns_of_the_same_name_keep_their_values() {
    JsonNode statement = sandbox.run(SQL, "sql", "select 1 a, 2 a");

    assertThat(statement.at("/output/data/application~1json/data").toString()).isEqualTo("[[1,2]]");
  }

  @Test
  void sql_is_cut_at_1000_rows_without_a_word() {
    JsonNode statement = sandbox.run(SQL, "sql", "select id from range(2500)");

    assertThat(statement.at("/output/data/application~1json/data")).hasSize(1000);
    assertThat(shape(statement))
        .isEqualTo(shape(Recorded.of("statement-sql-over-1000-rows-result").body()));
  }

  @Test
  void a_session_may_raise_the_number_of_rows() {
    int session =
        sandbox.session("{\"kind\":\"sql\",\"conf\":{\"livy.rsc.sql.num-rows\":\"1500\"}}");

    JsonNode statement = sandbox.run(session, "sql", "select id from range(2500)");

    assertThat(statement.at("/output/data/application~1json/data")).hasSize(1500);
  }

  @Test
  void only_the_last_statements_are_kept() {
    int session =
        sandbox.session("{\"kind\":\"sql\",\"conf\":{\"livy.rsc.retained-statements\":\"2\"}}");
    sandbox.run(session, "sql", "select 0");
    sandbox.run(session, "sql", "select 1");
    sandbox.run(session, "sql", "select 2");

    JsonNode list = sandbox.get("/sessions/" + session + "/statements").body();

    assertThat(list.get("total_statements").asInt()).isEqualTo(2);
    assertThat(list.get("statements").findValuesAsText("id")).isEqualTo(List.of("1", "2"));
    assertThat(sandbox.get("/sessions/" + session + "/statements/0").body())
        .isEqualTo(Recorded.of("statement-get-evicted").body());
  }

  @Test
  void statements_are_listed_from_a_position_and_in_either_order() {
    int session = sandbox.session("{\"kind\":\"sql\"}");
    sandbox.run(session, "sql", "select 0");
    sandbox.run(session, "sql", "select 1");
    sandbox.run(session, "sql", "select 2");

    String statements = "/sessions/" + session + "/statements";

    assertThat(sandbox.get(statements + "?from=1&size=1").body().findValuesAsText("id"))
        .isEqualTo(List.of("1"));
    assertThat(sandbox.get(statements + "?order=desc&size=2").body().findValuesAsText("id"))
        .isEqualTo(List.of("2", "1"));
    assertThat(sandbox.get(statements + "?from=-1&size=2").body().findValuesAsText("id"))
        .isEqualTo(List.of("0"));
  }

  @Test
  void r_is_refused_with_what_to_do_instead() {
    RunningSandbox.Answer answer =
        sandbox.post("/sessions/3/statements", "{\"kind\":\"sparkr\",\"code\":\"1\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("msg").asText()).contains("use a session of kind spark");
  }
}
