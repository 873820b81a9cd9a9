package io.lakegate.session;

import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180 lines that no spreadsheet takes for formulas. */
final class Csv {
  private static final String FORMULA_STARTS = "=+-@\t\r";
  private static final String NUMBER = "[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?";

  private Csv() {}

  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A negative number is no formula and stays one; null is an empty cell. */
  static String cell(String value) {
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
