package io.lakegate.backend;

/**
 * The number of rows at which a backend ends a result of SQL, without saying that there are more.
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
