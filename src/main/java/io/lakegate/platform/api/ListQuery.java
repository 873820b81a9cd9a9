package io.lakegate.platform.api;

import io.lakegate.platform.text.Excerpt;
import java.util.Locale;
import java.util.UUID;

/**
 * Which part of a list is asked for.
 *
 * @param q part of the name, in any case; null = all
 * @param after null = from the beginning
 */
public record ListQuery(String q, NameCursor after, int limit) {
  private static final int MAX_Q = 200;
  private static final int MAX_CHOICES = 1_000;

  /** From the parameters of a request, both front doors alike; each may be null. */
  public static ListQuery of(String q, String after, String limit) {
    return new ListQuery(clean(q), NameCursor.decode(after), limit(limit));
  }

  /** Everything, for a choice on a page. */
  public static ListQuery all() {
    return new ListQuery(null, null, MAX_CHOICES);
  }

  /** The id in a parameter of that name; null when it is not given. */
  public static UUID id(String name, String text) {
    return QueryValue.id(name, text);
  }

  /** Returns how many rows are asked for, at most as many as a page may have. */
  public static int limit(String text) {
    Integer asked = QueryValue.wholeNumber("limit", text, 1);
    return asked == null ? Page.DEFAULT_LIMIT : Math.min(asked, Page.MAX_LIMIT);
  }

  /** What databases refuse in a text cannot stand in a name either. */
  private static String clean(String q) {
    if (q == null) {
      return null;
    }
    String text = q.replaceAll("\\p{Cntrl}", " ").strip();
    String cut = Excerpt.start(text, MAX_Q);
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
