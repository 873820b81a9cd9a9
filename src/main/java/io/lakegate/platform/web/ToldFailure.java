package io.lakegate.platform.web;

/**
 * A failure as {@link FlashMessage} tells it to a page.
 *
 * @param code the name of an {@code ErrorCode}; empty when nothing failed
 * @param reference of the audit event that says why; empty where there is none
 */
public record ToldFailure(String code, String reference) {
  private static final String BETWEEN = ".";

  /** Reads what the page was told, which a stranger may have written. */
  public static ToldFailure parse(Object done) {
    String word = done == null ? "" : done.toString();
    int end = word.indexOf(BETWEEN);
    String reference = end < 0 ? "" : word.substring(end + 1);
    return new ToldFailure(
        end < 0 ? word : word.substring(0, end), reference.matches("[0-9A-F]{8}") ? reference : "");
  }

  public String word() {
    return code + BETWEEN + reference;
  }
}
