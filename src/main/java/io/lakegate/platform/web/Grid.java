package io.lakegate.platform.web;

import java.util.List;

/**
 * A table of values as text, for {@code lg:grid} and for CSV.
 *
 * @param rows a cell is null where the value is null
 */
public record Grid(List<Column> columns, List<List<String>> rows) {
  /**
   * What a column is.
   *
   * @param type in the words of who made it, for the reader
   * @param number aligned by its decimal point
   */
  public record Column(String name, String type, boolean number) {}

  /** RFC 4180; null is an empty field, an empty text a quoted one. */
  public String csv() {
    StringBuilder csv = new StringBuilder();
    appendLine(csv, columns.stream().map(Column::name).toList());
    rows.forEach(row -> appendLine(csv, row));
    return csv.toString();
  }

  private static void appendLine(StringBuilder csv, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      csv.append(i == 0 ? "" : ",").append(field(cells.get(i)));
    }
    csv.append("\r\n");
  }

  private static String field(String cell) {
    if (cell == null) {
      return "";
    }
    boolean quoted =
        cell.isEmpty()
            || cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
