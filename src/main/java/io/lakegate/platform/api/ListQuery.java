package io.lakegate.platform.api;

import java.util.Locale;

/**
 * Which part of a list is asked for.
 *
 * @param q part of the name, in any case; null = all
 * @param after null = from the beginning
 */
public record ListQuery(String q, Cursor after, int limit) {
  private static final int LONGEST_Q = 200;

  /** From the parameters of a request, both front doors alike. */
  public static ListQuery of(String q, String after, Integer limit) {
    return new ListQuery(clean(q), Cursor.decode(after), Page.limit(limit));
  }

  public static ListQuery all() {
    return new ListQuery(null, null, Page.LARGEST_LIMIT);
  }

  /** What databases refuse in a text cannot stand in a name either. */
  private static String clean(String q) {
    if (q == null) {
      return null;
    }
    String text = q.replaceAll("\\p{Cntrl}", " ").strip();
    String cut = text.length() > LONGEST_Q ? text.substring(0, LONGEST_Q) : text;
    return cut.isEmpty() ? null : cut;
  }

  /** For {@code lower(name) like :pattern escape '!'}. */
  public String likePattern() {
    if (q == null) {
      return "%";
    }
    String literal = q.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%");
    return "%" + literal.replace("_", "!_") + "%";
  }
}
