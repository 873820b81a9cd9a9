package io.lakegate.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.json.BoundedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  @Nested
  class A_table {
    @Test
    void of_sql_keeps_every_digit_and_gives_decimals_their_scale_back() {
      Grid grid = onlyPart("sql-simple-types").getGrid();

      assertThat(grid.columns())
          .containsExactly(
              new Grid.Column("l", "long", true),
              new Grid.Column("d", "double", true),
              new Grid.Column("dec", "decimal(10,2)", true),
              new Grid.Column("b", "boolean", false),
              new Grid.Column("dt", "date", false),
              new Grid.Column("s", "string", false),
              new Grid.Column("n", "void", false));
      assertThat(grid.rows())
          .containsExactly(
              Arrays.asList("9007199254740993", "1.5", "1.10", "true", "2024-02-29", "str", null));
    }

    @Test
    void shows_a_struct_by_its_names_where_livy_sent_schema_and_values() {
      Grid grid = onlyPart("sql-array-map-struct").getGrid();

      assertThat(grid.rows())
          .containsExactly(List.of("[1,2]", "{\"k\":1}", "{\"x\":1,\"y\":\"z\"}"));
      assertThat(grid.columns()).extracting(Grid.Column::type).contains("array", "map", "struct");
    }

    @Test
    void shows_what_json_cannot_say_as_livy_sent_it() {
      assertThat(onlyPart("sql-nan").getGrid().rows())
          .containsExactly(Arrays.asList(null, "Infinity"));
    }

    @Test
    void of_the_magic_word_has_its_types_without_the_ending() {
      Grid grid = onlyPart("pyspark-magic-table").getGrid();

      assertThat(grid.columns())
          .containsExactly(
              new Grid.Column("a", "int", true), new Grid.Column("b", "string", false));
      assertThat(grid.rows()).containsExactly(List.of("1", "x"), Arrays.asList("2", null));
    }

    @Test
    void of_scala_is_one_too() {
      assertThat(onlyPart("spark-magic-table").getGrid().rows())
          .containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void has_all_the_rows_the_backend_sent() {
      OutputPart part = onlyPart("sql-over-1000-rows");

      assertThat(part.getRowCount()).isEqualTo(1000);
      assertThat(part.getShownRows()).isNull();
    }

    @Test
    void without_rows_still_has_its_columns() {
      OutputPart part = onlyPart("sql-empty-result");

      assertThat(part.getRowCount()).isZero();
      assertThat(part.isWithoutColumns()).isFalse();
    }

    @Test
    void of_a_ddl_statement_is_a_table_of_nothing() {
      assertThat(onlyPart("sql-ddl").isWithoutColumns()).isTrue();
    }

    @Test
    void with_short_rows_is_filled_with_null() {
      Output output =
          Output.parse(
              data(
                  "\"application/json\":{\"schema\":{\"fields\":[{\"name\":\"a\"},{\"name\":\"b\"}]},\"data\":[[\"1\"]]}"));

      assertThat(output.getParts().get(0).getGrid().rows())
          .containsExactly(Arrays.asList("1", null));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"schema\":{\"fields\":[]},\"data\":{}}",
          "{\"schema\":{\"fields\":[]},\"data\":[1]}",
          "{\"schema\":[],\"data\":[[1]]}",
          "{\"data\":[[1]]}",
          "[[1]]"
        })
    void that_is_none_is_shown_as_json(String value) {
      Output output = Output.parse(data("\"application/json\":" + value));

      assertThat(output.getParts()).extracting(OutputPart::getType).containsExactly("json");
    }
  }

  @Nested
  class An_error {
    @Test
    void of_python_has_name_message_and_its_traceback_line_by_line() {
      Output output = recorded("pyspark-runtime-error");

      assertThat(output.isError()).isTrue();
      assertThat(output.getErrorName()).isEqualTo("ZeroDivisionError");
      assertThat(output.getErrorMessage()).isEqualTo("division by zero");
      assertThat(output.getErrorDetails().lines())
          .containsExactly(
              "Traceback (most recent call last):",
              "  File \"<stdin>\", line 2, in f",
              "ZeroDivisionError: division by zero");
    }

    @Test
    void of_scala_is_read_line_by_line_as_well() {
      Output output = recorded("spark-compile-error");

      assertThat(output.getErrorMessage()).isEqualTo("<console>:23: error: type mismatch;");
      assertThat(output.getErrorDetails().lines())
          .containsExactly(
              " found   : Int(1)",
              " required: String",
              "       val s: String = 1",
              "                       ^");
    }

    @Test
    void of_the_jvm_has_a_line_for_each_frame_though_livy_sends_no_line_ends() {
      assertThat(recorded("sql-types").getErrorDetails().lines().limit(2))
          .containsExactly(
              "java.base/java.lang.reflect.AccessibleObject.checkCanSetAccessible(AccessibleObject.java:354)",
              "java.base/java.lang.reflect.AccessibleObject.checkCanSetAccessible(AccessibleObject.java:297)");
    }

    @Test
    void shows_the_first_line_of_a_long_message_and_keeps_the_rest_for_the_details() {
      Output output = recorded("pyspark-udf-error");

      assertThat(output.getErrorMessage())
          .startsWith("An error occurred while calling")
          .doesNotContain("\n");
      assertThat(output.getErrorDetails())
          .startsWith(": org.apache.spark.SparkException: Job aborted");
    }

    @Test
    void without_a_traceback_has_no_details() {
      Output output = recorded("spark-incomplete");

      assertThat(output.getErrorMessage()).isEqualTo("incomplete statement");
      assertThat(output.getErrorDetails()).isNull();
    }

    @Test
    void loses_the_colours_of_a_terminal() {
      Output output =
          Output.parse(
              "{\"status\":\"error\",\"ename\":\"E\",\"evalue\":\"v\",\"traceback\":[\"\\u001b[0;31mE\\u001b[0m:"
                  + " v\"]}");

      assertThat(output.getErrorDetails()).isEqualTo("E: v");
    }

    @Test
    void shows_the_last_state_of_a_progress_bar_in_each_of_its_parts() {
      Output output =
          Output.parse(
              "{\"status\":\"error\",\"ename\":\"\\u009b31mE\",\"evalue\":\"10%\\r"
                  + "20%\",\"traceback\":[\"1/2\\r"
                  + "\",\"2/2\\n"
                  + "\"],\"data\":{\"text/plain\":\"\\u001b]8;;http://x\\u0007link\\u001b]8;;\\u0007\","
                  + "\"application/json\":{\"headers\":[{\"name\":\"a\\u001b[1m\"}],\"data\":[[\"x\\by\"]]}}}");

      assertThat(output.getErrorName()).isEqualTo("E");
      assertThat(output.getErrorMessage()).isEqualTo("20%");
      assertThat(output.getErrorDetails()).isEqualTo("1/2\n2/2");
      assertThat(output.getParts().get(1).getText()).isEqualTo("link");
      assertThat(output.findTable().orElseThrow().rows()).containsExactly(List.of("y"));
      assertThat(output.findTable().orElseThrow().columns().get(0).name()).isEqualTo("a");
    }

    @Test
    void too_long_for_a_page_is_shown_in_part() {
      String line = "x".repeat(3000);
      Output output =
          Output.parse(
              "{\"status\":\"error\",\"ename\":\"E\",\"evalue\":\""
                  + line
                  + "\",\"traceback\":[\""
                  + "y".repeat(OutputPart.MAX_TEXT_LENGTH)
                  + "\"]}");

      assertThat(output.getErrorMessage()).hasSize(2000);
      assertThat(output.getErrorDetails()).hasSize(OutputPart.MAX_TEXT_LENGTH).startsWith(line);
    }

    @Test
    void without_a_name_is_one_all_the_same() {
      assertThat(Output.parse("{\"status\":\"error\"}").getErrorName()).isEqualTo("Error");
    }
  }

  @Nested
  class Other_results {
    @Test
    void text_keeps_its_lines_and_its_characters() {
      assertThat(onlyPart("spark-println-and-value").getText())
          .isEqualTo("hello stdout\nres4: Int = 42\n");
      assertThat(onlyPart("pyspark-unicode").getText()).isEqualTo("héllo ✓ 日本 <b>");
    }

    @Test
    void an_image_is_an_address_of_its_own() {
      List<OutputPart> parts = recorded("pyspark-matplot").getParts();
      OutputPart part = parts.get(0);

      assertThat(parts).extracting(OutputPart::getType).containsExactly("image", "text");
      assertThat(part.getText()).startsWith("data:image/png;base64,iVBOR");
      assertThat(part.getFileName()).isEqualTo("result.png");
      assertThat(part.getShownCharacters()).isNull();
    }

    @Test
    void json_is_laid_out() {
      OutputPart part = onlyPart("pyspark-magic-json");

      assertThat(part.getType()).isEqualTo("json");
      assertThat(part.getText().lines().count()).isGreaterThan(3);
    }

    @Test
    void what_was_printed_comes_after_the_result() {
      Output output =
          Output.parse(
              data("\"text/plain\":\"out\",\"text/html\":\"<b>x</b>\",\"image/png\":\"aGk=\""));

      assertThat(output.getParts())
          .extracting(OutputPart::getType)
          .containsExactly("image", "html", "text");
    }

    @Test
    void html_can_be_had_whole_and_a_table_alone() {
      String html = "x".repeat(OutputPart.MAX_TEXT_LENGTH + 1);
      Output output = Output.parse(data("\"text/plain\":\"a\",\"text/html\":\"" + html + "\""));

      assertThat(output.findHtml()).contains(html);
      assertThat(output.findTable()).isEmpty();
      assertThat(recorded("sql-nan").findTable()).isPresent();
      assertThat(Output.parse("no json").findTable()).isEmpty();
    }

    @Test
    void nothing_is_empty() {
      assertThat(recorded("pyspark-none").isEmpty()).isTrue();
      assertThat(Output.parse(null).isEmpty()).isTrue();
    }

    @Test
    void what_is_no_json_is_shown_as_text() {
      assertThat(Output.parse("<html>").getParts())
          .extracting(OutputPart::getText)
          .containsExactly("<html>");
    }

    @Test
    void a_type_nobody_knows_is_shown_as_text() {
      assertThat(Output.parse(data("\"text/latex\":\"x\"")).getParts())
          .extracting(OutputPart::getType)
          .containsExactly("text");
    }

    @Test
    void a_very_long_text_is_shown_in_part_and_says_so() {
      String text = "x".repeat(OutputPart.MAX_TEXT_LENGTH + 1);
      OutputPart part = Output.parse(data("\"text/plain\":\"" + text + "\"")).getParts().get(0);

      assertThat(part.getText()).hasSize(OutputPart.MAX_TEXT_LENGTH);
      assertThat(part.getShownCharacters()).isEqualTo(OutputPart.MAX_TEXT_LENGTH);
    }

    @Test
    void a_text_shown_in_part_ends_with_a_whole_character_and_counts_characters() {
      String text = "x" + "🐘".repeat(OutputPart.MAX_TEXT_LENGTH);
      OutputPart part = Output.parse(data("\"text/plain\":\"" + text + "\"")).getParts().get(0);

      assertThat(part.getText()).hasSize(OutputPart.MAX_TEXT_LENGTH - 1).endsWith("🐘");
      assertThat(part.getShownCharacters()).isEqualTo(OutputPart.MAX_TEXT_LENGTH / 2);
    }
  }

  private static String data(String types) {
    return "{\"status\":\"ok\",\"data\":{" + types + "}}";
  }

  private static OutputPart onlyPart(String statement) {
    List<OutputPart> parts = recorded(statement).getParts();
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }

  private static Output recorded(String statement) {
    String file = "/livy/statement-" + statement + "-result.json";
    try (InputStream in = OutputTest.class.getResourceAsStream(file)) {
      return Output.parse(
          BoundedJson.value(in.readAllBytes())
              .asJsonObject()
              .getJsonObject("response")
              .getJsonObject("body")
              .getJsonObject("output")
              .toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
