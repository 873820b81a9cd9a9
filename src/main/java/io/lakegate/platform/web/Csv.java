package io.lakegate.platform.web;

import io.lakegate.platform.web.Grid.Column;
import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180 lines that no spreadsheet takes for formulas. */
public final class Csv {
  private static final String FORMULA_STARTS = "=+-@\t\r";
  private static final String NUMBER = "[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?";

  private Csv() {}

  /** A line, its end included. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A line of names and one a row. */
  public static String table(Grid grid) {
    StringBuilder csv = new StringBuilder(line(grid.columns().stream().map(Column::name).toList()));
    grid.rows().forEach(row -> csv.append(line(row)));
    return csv.toString();
  }

  /** A negative number is no formula and stays one; null is an empty cell. */
  public static String cell(String value) {
    if (value == null) {
      return "";
    }
    boolean formula =
        !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 && !value.matches(NUMBER);
    String safe = formula ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
