package io.lakegate.platform.web;

import java.util.List;

/**
 * A table of values as text, for {@code lg:grid} and for exports.
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
}
