package io.lakegate.sessionprofile;

/**
 * Something that may be saved but will not do what it seems to.
 *
 * @param field of the form
 */
public record ProfileWarning(String field, String message) {
  // For pages: EL of EE 10 does not read a record's components as properties.

  public String getField() {
    return field;
  }

  public String getMessage() {
    return message;
  }
}
