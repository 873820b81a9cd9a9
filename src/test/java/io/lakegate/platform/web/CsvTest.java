package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\tx",
        "-",
        "\uFF1D1+1",
        "\uFF0B1+1",
        "\uFF0D1+1",
        "\uFF20SUM(A1)",
        "\u200B=1+1",
        " =1+1",
        "\u00A0=1+1",
        "\u0001=1+1",
        "\u007F@SUM(A1)",
        "-1-1",
        "-x"
      })
  void what_a_spreadsheet_would_take_for_a_formula_gets_a_quote_before_it(String cell) {
    assertThat(Csv.cell(cell)).startsWith("'" + cell.charAt(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n=1+1", "\r=1+1", "\nx", "\rx"})
  void a_cell_that_begins_with_a_line_break_is_defused_and_quoted(String cell) {
    assertThat(Csv.cell(cell)).isEqualTo("\"'" + cell + "\"");
  }

  @Test
  void a_single_empty_cell_is_a_row_and_not_an_empty_line() {
    assertThat(Csv.line(List.of(""))).isEqualTo("\"\"\r\n");
    assertThat(Csv.line(Collections.singletonList(null))).isEqualTo("\"\"\r\n");
    assertThat(Csv.line(List.of("", ""))).isEqualTo(",\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-2.50",
        "+3",
        "-1.5E-10",
        "-.5",
        "-5.",
        "-Infinity",
        "NaN",
        "1E+20",
        "plain",
        "a=b",
        ""
      })
  void numbers_and_plain_text_stay_as_they_are(String cell) {
    assertThat(Csv.cell(cell)).isEqualTo(cell);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {"a,b;\"a,b\"", "say \"hi\";\"say \"\"hi\"\"\""})
  void commas_and_quotes_are_quoted(String cell, String written) {
    assertThat(Csv.cell(cell)).isEqualTo(written);
  }

  @Test
  void a_line_break_stays_inside_its_cell() {
    assertThat(Csv.line(List.of("a\nb", "c"))).isEqualTo("\"a\nb\",c\r\n");
  }

  @Test
  void null_is_an_empty_cell() {
    assertThat(Csv.line(Arrays.asList("a", null, "c"))).isEqualTo("a,,c\r\n");
  }

  @Test
  void a_quoted_cell_can_be_a_formula_too() {
    assertThat(Csv.cell("=a,b")).isEqualTo("\"'=a,b\"");
  }
}
