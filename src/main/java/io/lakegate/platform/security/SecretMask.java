package io.lakegate.platform.security;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what has the shape of a secret in text that people wrote or programs printed. It knows
 * shapes and names, not secrets. References to a secret that is kept elsewhere stay. Every part of
 * the pattern begins at a boundary and never gives back what it took, so 16 MiB of the worst text
 * take as long as 16 MiB of any.
 */
public final class SecretMask {
  public static final String MASK = "••••••";

  private static final String START = "(?<![A-Za-z0-9_])";

  private static final Pattern SHAPES =
      Pattern.compile(
          // JSON web tokens; the signature may be missing.
          "(?<jwt>(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+)?)"
              + "|(?<bearer>"
              + START
              + "[Bb]earer[ \\t]{1,10}+)[A-Za-z0-9._~+/=-]{12,}+"
              // Databricks, AWS and GitHub: their own prefixes.
              + "|"
              + START
              + "dapi[0-9a-f]{32}+(?:-[0-9])?"
              + "|"
              + START
              + "A(?:KI|SI)A[0-9A-Z]{16}+"
              + "|"
              + START
              + "(?:gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+)"
              + "|"
              + START
              + "(?:xox[abeprs]-[A-Za-z0-9-]{10,}+|glpat-[A-Za-z0-9_-]{20,}+|hf_[A-Za-z0-9]{30,}+"
              + "|AIza[A-Za-z0-9_-]{35}+|sk-[A-Za-z0-9_-]{20,}+)"
              + "|(?<authorization>"
              + START
              + "[Aa]uthorization[\"']?[ \\t]{0,10}+[:=,][ \\t]{0,10}+[\"']?(?:Basic|Token|ApiKey)"
              + " )[A-Za-z0-9+/=._-]{4,}+"
              // The signature of Azure's shared access.
              + "|(?<sas>"
              + START
              + "sig=)[A-Za-z0-9%+/=_-]{20,}+"
              + "|(?<part>(?<=[?&;])sig=)[^\\s&\"'<>]{1,4000}+"
              // A password before the host of an address.
              + "|(?<address>://[^\\s/:@\"'<>]{0,200}+:)(?<password>[^\\s/@\"'<>]{1,500}+)(?=@)|(?<pem>-----BEGIN"
              + " [A-Z ]{0,30}PRIVATE KEY-----)[A-Za-z0-9+/=\\s\\\\:,-]{0,20000}+");

  /** One of these, in any case, is where each part of the pattern begins. */
  private static final List<String> BEGINNINGS =
      List.of(
          "eyJ",
          "bearer",
          "dapi",
          "akia",
          "asia",
          "gh",
          "github_pat_",
          "xox",
          "glpat-",
          "hf_",
          "aiza",
          "sk-",
          "authorization",
          "sig=",
          "://",
          "-----begin ");

  private static final String[][] BY_FIRST = new String[128][0];

  static {
    for (String beginning : BEGINNINGS) {
      char first = beginning.charAt(0);
      for (char each : new char[] {Character.toLowerCase(first), Character.toUpperCase(first)}) {
        BY_FIRST[each] =
            BEGINNINGS.stream()
                .filter(one -> Character.toLowerCase(one.charAt(0)) == Character.toLowerCase(each))
                .toArray(String[]::new);
      }
    }
  }

  private SecretMask() {}

  /** The text with a mask in place of each secret; null for null. */
  public static String of(String text) {
    if (text == null) {
      return null;
    }
    return NamedSecrets.mask(shapes(text));
  }

  private static String shapes(String text) {
    Matcher found = SHAPES.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    StringBuilder masked = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      if (isBeginning(text, at)
          && found.region(at, text.length()).lookingAt()
          && !isReference(found)) {
        if (masked == null) {
          masked = new StringBuilder(text.length());
        }
        masked.append(text, copied, at).append(kept(found)).append(MASK);
        copied = found.end();
        at = copied - 1;
      }
    }
    return masked == null ? text : masked.append(text, copied, text.length()).toString();
  }

  /** Looking at each place with the whole pattern would take seconds for a large output. */
  private static boolean isBeginning(String text, int at) {
    char first = text.charAt(at);
    if (first >= BY_FIRST.length) {
      return false;
    }
    for (String beginning : BY_FIRST[first]) {
      if (text.regionMatches(true, at, beginning, 0, beginning.length())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the part of the match that says what kind of secret it was. */
  private static String kept(Matcher found) {
    for (String group : new String[] {"bearer", "authorization", "sas", "part", "address", "pem"}) {
      if (found.group(group) != null) {
        return found.group(group);
      }
    }
    return "";
  }

  private static boolean isReference(Matcher found) {
    String password = found.group("password");
    return password != null && SecretReference.is(password);
  }

  /** The value of a setting, which its name alone may make a secret. */
  public static String ofSetting(String name, String value) {
    return isSecret(name, value) ? MASK : of(value);
  }

  /**
   * Returns whether a setting's name makes its value a secret, or the value itself looks like one.
   */
  public static boolean isSecretSetting(String name, String value) {
    return value != null && !value.equals(ofSetting(name, value));
  }

  private static boolean isSecret(String name, String value) {
    if (value == null || value.isEmpty()) {
      return false;
    }
    boolean strong = SecretName.isStrong(name);
    return (strong || SecretName.isWeak(name)) && NamedSecrets.isSecret(name, strong, value);
  }
}
