package io.lakegate.platform.api;

import io.lakegate.platform.text.Excerpt;
import java.util.Locale;
import java.util.UUID;

/**
 * The part of a list that a request asks for.
 *
 * @param q part of the name, in any case; null = all
 * @param after null = from the beginning
 */
public record ListQuery(String q, NameCursor after, int limit) {
  private static final int MAX_Q = 200;
  private static final int MAX_CHOICES = 1_000;

  /** Reads the parameters of a request, for both front doors alike; each may be null. */
  public static ListQuery of(String q, String after, String limit) {
    QueryValues values = new QueryValues();
    NameCursor cursor = values.read(() -> NameCursor.decode(after));
    Integer size = values.read(() -> limit(limit));
    values.require();
    return new ListQuery(clean(q), cursor, size);
  }

  /** Asks for everything, for a choice on a page. */
  public static ListQuery all() {
    return new ListQuery(null, null, MAX_CHOICES);
  }

  /** Returns the id in a parameter of that name, or null if it is not given. */
  public static UUID id(String name, String text) {
    return QueryValue.id(name, text);
  }

  /** Returns how many rows are asked for, at most as many as a page may have. */
  public static int limit(String text) {
    Integer asked = QueryValue.wholeNumber("limit", text, 1);
    return asked == null ? Page.DEFAULT_LIMIT : Math.min(asked, Page.MAX_LIMIT);
  }

  /** Replaces characters that databases refuse, because no name can hold them either. */
  private static String clean(String q) {
    if (q == null) {
      return null;
    }
    String text = q.replaceAll("\\p{Cntrl}", " ").strip();
    String cut = Excerpt.start(text, MAX_Q);
    return cut.isEmpty() ? null : cut;
  }

  /** Returns the pattern for {@code lower(name) like :pattern escape '!'}. */
  public String likePattern() {
    if (q == null) {
      return "%";
    }
    String literal = q.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%");
    return "%" + literal.replace("_", "!_") + "%";
  }
}
