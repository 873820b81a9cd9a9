package io.lakegate.platform.security;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what has the shape of a secret in text that people wrote or programs printed. It knows
 * shapes, not secrets: a password that looks like a word stays. Every part of the pattern begins at
 * a boundary and never gives back what it took, so 16 MiB of the worst text take as long as 16 MiB
 * of any.
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
              // The signature of Azure's shared access.
              + "|(?<sas>"
              + START
              + "sig=)[A-Za-z0-9%+/=_-]{20,}+"
              + "|(?<pem>-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[A-Za-z0-9+/=\\s\\\\:,-]{0,20000}+"
              // A value in quotes, or right behind the equals sign.
              + "|(?<named>(?<![A-Za-z])(?i:password|passwd|pwd|accountkey|sharedaccesskey"
              + "|client_secret|clientsecret)(?:\\\\?[\"'])?"
              + "(?:[ \\t]{0,10}+[=:][ \\t]{0,10}+\\\\?[\"']|=))"
              + "[^\\s\"',;&<>\\\\]{1,4000}+");

  /** Names of settings whose values are secrets, whatever they look like. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(?:secret|password|passwd|passphrase|token|credential\\.key|account\\.?key"
              + "|access\\.?key|private\\.?key|\\.sas(?:\\..*)?)$");

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
          "sig=",
          "-----begin ",
          "password",
          "passwd",
          "pwd",
          "accountkey",
          "sharedaccesskey",
          "client_secret",
          "clientsecret");

  private static final boolean[] FIRST = new boolean[128];

  static {
    for (String beginning : BEGINNINGS) {
      FIRST[Character.toLowerCase(beginning.charAt(0))] = true;
      FIRST[Character.toUpperCase(beginning.charAt(0))] = true;
    }
  }

  private SecretMask() {}

  /** The text with a mask in place of each secret; null for null. */
  public static String of(String text) {
    if (text == null) {
      return null;
    }
    Matcher found = SHAPES.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    StringBuilder masked = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      if (isBeginning(text, at) && found.region(at, text.length()).lookingAt()) {
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
    if (first >= FIRST.length || !FIRST[first]) {
      return false;
    }
    for (String beginning : BEGINNINGS) {
      if (text.regionMatches(true, at, beginning, 0, beginning.length())) {
        return true;
      }
    }
    return false;
  }

  /** What of the match says what kind of secret it was. */
  private static String kept(Matcher found) {
    for (String group : new String[] {"bearer", "sas", "pem", "named"}) {
      if (found.group(group) != null) {
        return found.group(group);
      }
    }
    return "";
  }

  /** The value of a setting, which its name alone may make a secret. */
  public static String ofSetting(String name, String value) {
    boolean secret = value != null && !value.isEmpty() && SECRET_NAME.matcher(name).matches();
    return secret ? MASK : of(value);
  }
}
