package io.lakegate.client.livy;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML's entities in a reason that is shown as plain text. */
final class Entities {
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));");

  /** Jetty's own, and those that its messages are likely to hold. */
  private static final Map<String, String> NAMED =
      Map.of(
          "quot", "\"", "amp", "&", "lt", "<", "gt", ">", "apos", "'", "nbsp", " ", "hellip", "…");

  private Entities() {}

  /** A gateway's page may hold what Livy's page had encoded before, and no more than that. */
  static String decode(String text) {
    return decodedOnce(decodedOnce(text));
  }

  private static String decodedOnce(String text) {
    return ENTITY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(decoded(found)));
  }

  private static String decoded(MatchResult found) {
    if (found.group(3) != null) {
      return NAMED.getOrDefault(found.group(3), found.group());
    }
    int code =
        found.group(1) != null
            ? Integer.parseInt(found.group(1))
            : Integer.parseInt(found.group(2), 16);
    boolean character =
        Character.isValidCodePoint(code)
            && !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
    return character ? Character.toString(code) : "";
  }
}
