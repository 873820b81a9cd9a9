package io.lakegate.platform.text;

/** The beginning of a text. It never ends in the middle of a character. */
public final class Excerpt {
  private Excerpt() {}

  /** Returns at most so many UTF-16 units of the text, or null for null. */
  public static String start(String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, end(text, length));
  }

  /** Like {@link #start}, with an ellipsis where something is missing. */
  public static String shortened(String text, int length) {
    return text == null || text.length() <= length
        ? text
        : text.substring(0, end(text, length - 1)) + "…";
  }

  private static int end(String text, int length) {
    int end = Math.max(0, length);
    boolean halves =
        end > 0
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return halves ? end - 1 : end;
  }
}
