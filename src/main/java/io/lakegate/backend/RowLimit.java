package io.lakegate.backend;

import java.util.Map;

/**
 * How many rows a backend gives of a result of SQL. It stops there without saying so.
 *
 * @param setting the key of {@code conf} that sets it for a session
 * @param rows unless it is set
 */
public record RowLimit(String setting, int rows) {

  /** For a session with these settings; what is not a number is ignored, as the backend does. */
  public int in(Map<String, String> conf) {
    String set = conf.get(setting);
    try {
      return set == null ? rows : Integer.parseInt(set.strip());
    } catch (NumberFormatException e) {
      return rows;
    }
  }
}
