package io.lakegate.platform.web;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** RFC 4180 lines that no spreadsheet takes for formulas. */
public final class Csv {
  /** Tells Excel that a file is UTF-8; other programs may show it as a character. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String FORMULA_SIGNS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?|[+-]?Infinity|NaN");

  private Csv() {}

  /**
   * Returns what a file begins with.
   *
   * @param mark {@code true} when the mark is asked for
   */
  public static String start(String mark) {
    return Boolean.parseBoolean(mark) ? BYTE_ORDER_MARK : "";
  }

  /** A line, its end included. One empty cell is written in quotes: an empty line is no row. */
  public static String line(List<String> cells) {
    String line = cells.stream().map(Csv::cell).collect(Collectors.joining(","));
    return (cells.size() == 1 && line.isEmpty() ? "\"\"" : line) + "\r\n";
  }

  /** Numbers stay as they are, negative ones too; null is an empty cell. */
  public static String cell(String value) {
    if (value == null) {
      return "";
    }
    String safe = isFormula(value) ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  /** Spreadsheets skip spaces and what cannot be seen before a formula's sign. */
  private static boolean isFormula(String value) {
    if (value.isEmpty() || NUMBER.matcher(value).matches()) {
      return false;
    }
    char first = value.charAt(0);
    if (first == '\t' || first == '\r' || first == '\n') {
      return true;
    }
    int sign =
        value
            .codePoints()
            .dropWhile(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT)
            .findFirst()
            .orElse(0);
    return FORMULA_SIGNS.indexOf(sign) >= 0;
  }
}
