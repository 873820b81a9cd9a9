package io.lakegate.backend;

/**
 * How many rows a backend gives of a result of SQL. It stops there without saying so.
 *
 * @param setting the key of {@code conf} that sets it for a session
 */
public record RowLimit(String setting, int rows) {

  /** The limit of a session whose setting has this value; a backend ignores what is no number. */
  public RowLimit setTo(String value) {
    try {
      return new RowLimit(setting, Integer.parseInt(value.strip()));
    } catch (NumberFormatException e) {
      return this;
    }
  }
}
