package io.lakegate.platform.security;

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

  private SecretMask() {}

  /** The text with a mask in place of each secret; null for null. */
  public static String of(String text) {
    if (text == null) {
      return null;
    }
    Matcher found = SHAPES.matcher(text);
    if (!found.find()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    do {
      masked.append(text, copied, found.start()).append(kept(found)).append(MASK);
      copied = found.end();
    } while (found.find());
    return masked.append(text, copied, text.length()).toString();
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
