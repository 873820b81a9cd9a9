package io.lakegate.platform.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one list of names whose values are secrets: settings of Spark, Hadoop and their connectors,
 * variables, options, fields. Profile warnings, the audit trail and the history all ask here.
 */
final class SecretName {
  private static final int MAX_LENGTH = 300;

  /** Always a secret, whatever the value looks like. */
  private static final Pattern STRONG =
      Pattern.compile(
          "(?:^|\\.)(?:\\w*(?:password|passwd|passphrase|secret|pwd)|passw"
              + "|\\w*(?:account|access|api|private|shared|storage|master|signing|encryption|secret)"
              + "\\.?key|(?:pem\\.private|pem)\\.key|connection\\.?string|sas|sas\\.?(?:key|token)"
              + "|sharedaccesssignature|shared\\.access\\.signature|(?:amz|goog)\\.signature)"
              + "(?:\\.|\\d|$)");

  /** One of these is in every strong name, and quicker to find. */
  private static final List<String> STRONG_HINTS =
      List.of("pass", "secret", "pwd", "key", "string", "sas", "signature");

  /** A secret unless the value is plainly a switch, a number or a sentence. */
  private static final Pattern WEAK =
      Pattern.compile("(?:^|\\.)(?:\\w*token|credentials?)(?:\\.|\\d|$)");

  /** Last words of names that say something about a secret and are none. */
  private static final Set<String> ABOUT =
      Set.of(
          ("file files path dir provider providers type class enable enabled disable disabled"
                  + " required endpoint url uri name alias id scope length size timeout ttl interval"
                  + " lifetime expiry expires expiration mechanism algorithm renewal ref count limit"
                  + " policy prompt field column label hint header regex pattern placeholder version"
                  + " mount role set vault kind mode format source issuer audience user owner server"
                  + " host port store manager factory at in")
              .split(" "));

  /** Parts of such names, wherever they stand. */
  private static final List<String> ABOUT_INSIDE =
      List.of(".provider.", ".key.ref.", ".keytab.", ".renewal.", "keyref.");

  private SecretName() {}

  /** The degree of certainty that a name means a secret. */
  enum Strength {
    STRONG,
    WEAK,
    NONE
  }

  static Strength strength(String name) {
    if (name == null || name.length() > MAX_LENGTH) {
      return Strength.NONE;
    }
    String words = words(name);
    if (isAbout(words)) {
      return Strength.NONE;
    }
    if (STRONG_HINTS.stream().anyMatch(words::contains) && STRONG.matcher(words).find()) {
      return Strength.STRONG;
    }
    return WEAK.matcher(words).find() ? Strength.WEAK : Strength.NONE;
  }

  /**
   * The name in small letters with a dot between its words, which end in {@code aB}, {@code ABc},
   * {@code a.b}, {@code a-b} and {@code a_b}. An output may hold a million names, so no pattern
   * looks for those places.
   */
  private static String words(String name) {
    StringBuilder words = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c)) {
        if (i == 0 || isLetterOrDigit(name.charAt(i - 1))) {
          words.append('.');
        }
        continue;
      }
      if (isUpper(c) && i > 0) {
        char before = name.charAt(i - 1);
        boolean next = i + 1 < name.length() && isLower(name.charAt(i + 1));
        if (isLower(before) || isDigit(before) || (isUpper(before) && next)) {
          words.append('.');
        }
      }
      words.append(isUpper(c) ? (char) (c + ('a' - 'A')) : c);
    }
    return words.toString();
  }

  private static boolean isAbout(String words) {
    int dot = words.lastIndexOf('.');
    return (dot >= 0 && ABOUT.contains(words.substring(dot + 1)))
        || words.endsWith("file")
        || ABOUT_INSIDE.stream().anyMatch(words::contains);
  }

  private static boolean isLetterOrDigit(char c) {
    return isLower(c) || isUpper(c) || isDigit(c);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isStrong(String name) {
    return strength(name) == Strength.STRONG;
  }

  static boolean isWeak(String name) {
    return strength(name) == Strength.WEAK;
  }
}
