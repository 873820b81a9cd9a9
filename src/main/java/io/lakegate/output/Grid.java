package io.lakegate.output;

import io.lakegate.platform.web.Csv;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of values as text, for {@code lg:grid} and for exports.
 *
 * @param rows a cell is null where the value is null
 */
public record Grid(List<Column> columns, List<List<String>> rows) {
  /**
   * A column of the grid.
   *
   * @param type in the words of who made it, for the reader
   * @param number aligned by its decimal point
   */
  public record Column(String name, String type, boolean number) {}

  /** Returns the grid as CSV: one line with the columns' names, then one for each row. */
  public String csv() {
    StringBuilder csv = new StringBuilder(Csv.line(columns.stream().map(Column::name).toList()));
    rows.forEach(row -> csv.append(Csv.line(filled(row))));
    return csv.toString();
  }

  private List<String> filled(List<String> row) {
    List<String> filled = new ArrayList<>(row);
    while (filled.size() < columns.size()) {
      filled.add(null);
    }
    return filled;
  }
}
