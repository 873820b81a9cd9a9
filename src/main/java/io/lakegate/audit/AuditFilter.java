package io.lakegate.audit;

import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.api.TimeRange;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.text.Excerpt;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The conditions that audit events must meet; null for those that do not matter.
 *
 * @param actor user name
 * @param subject id of what it was done to
 * @param result {@code ok}, {@code refused} or an error code
 * @param from included
 * @param to excluded
 * @param text part of who, what or address, in any case
 */
public record AuditFilter(
    String actor,
    String action,
    String subject,
    String result,
    Instant from,
    Instant to,
    String text) {
  public static final String REFUSED = "refused";
  private static final int MAX_LENGTH = 300;

  /**
   * Makes a filter from the parameters of an address, each of which may be null. Fails with {@code
   * INVALID}.
   */
  public static AuditFilter of(
      String actor,
      String action,
      String subject,
      String result,
      String from,
      String to,
      String text) {
    QueryValues values = new QueryValues();
    AuditFilter filter =
        new AuditFilter(
            clean(actor),
            values.read(() -> action(clean(action))),
            clean(subject),
            values.read(() -> result(clean(result))),
            values.read(() -> TimeRange.parse("from", from, 0)),
            values.read(() -> TimeRange.parse("to", to, 1)),
            clean(text));
    values.require();
    return filter;
  }

  private static String action(String word) {
    if (word == null) {
      return null;
    }
    String name = word.toUpperCase(Locale.ROOT);
    if (Arrays.stream(AuditAction.values()).noneMatch(action -> action.name().equals(name))) {
      throw LakegateException.invalid(
          "action", "Use one of " + Arrays.toString(AuditAction.values()) + ".");
    }
    return name;
  }

  private static String result(String word) {
    boolean known =
        word == null
            || word.equals(AuditEvent.OK)
            || word.equals(REFUSED)
            || Arrays.stream(ErrorCode.values()).anyMatch(code -> code.name().equals(word));
    if (!known) {
      throw LakegateException.invalid("result", "Use ok, refused or an error code.");
    }
    return word;
  }

  /**
   * Replaces control characters by spaces: databases refuse some of them, so no event contains
   * them.
   */
  private static String clean(String word) {
    if (word == null) {
      return null;
    }
    String text = word.replaceAll("\\p{Cntrl}", " ").strip();
    String cut = Excerpt.start(text, MAX_LENGTH);
    return cut.isEmpty() ? null : cut;
  }

  /** Returns the conditions that are given, by the names of an address's parameters. */
  Map<String, String> words() {
    Map<String, String> words = new TreeMap<>();
    put(words, "actor", actor);
    put(words, "action", action);
    put(words, "subject", subject);
    put(words, "result", result);
    put(words, "from", from);
    put(words, "to", to);
    put(words, "q", text);
    return words;
  }

  private static void put(Map<String, String> words, String word, Object value) {
    if (value != null) {
      words.put(word, value.toString());
    }
  }

  /** Returns a pattern for {@code like … escape '!'}. */
  String pattern() {
    return "%"
        + text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_")
        + "%";
  }
}
