package io.lakegate.platform.security;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one list of names whose values are secrets: settings of Spark, Hadoop and their connectors,
 * variables, options, fields. Profile warnings, the audit trail and the history all ask here.
 */
final class SecretName {
  private static final int MAX_LENGTH = 300;

  /** Where one word ends and the next begins: {@code aB}, {@code a.b}, {@code a-b}, {@code a_b}. */
  private static final Pattern SEAM =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** Always a secret, whatever the value looks like. */
  private static final Pattern STRONG =
      Pattern.compile(
          "(?:^|\\.)(?:\\w*(?:password|passwd|passphrase|secret|pwd)|passw"
              + "|\\w*(?:account|access|api|private|shared|storage|master|signing|encryption|secret)"
              + "\\.?key|(?:pem\\.private|pem)\\.key|connection\\.?string|sas|sas\\.?(?:key|token)"
              + "|sharedaccesssignature|shared\\.access\\.signature|(?:amz|goog)\\.signature)"
              + "(?:\\.|\\d|$)");

  /** A secret unless the value is plainly a switch, a number or a sentence. */
  private static final Pattern WEAK =
      Pattern.compile("(?:^|\\.)(?:\\w*token|credentials?)(?:\\.|\\d|$)");

  /** What says something about a secret and is none. */
  private static final Pattern ABOUT =
      Pattern.compile(
          ".*\\.(?:file|files|path|dir|provider|providers|type|class|enabled?|disabled?|required"
              + "|endpoint|url|uri|name|alias|id|scope|length|size|timeout|ttl|interval|lifetime"
              + "|expiry|expires|expiration|mechanism|algorithm|renewal|ref|count|limit|policy|prompt"
              + "|field|column|label|hint|header|regex|pattern|placeholder|version|mount|role|set"
              + "|vault|kind|mode|format|source|issuer|audience|user|owner|server|host|port|store|manager"
              + "|factory|at|in)$|.*\\.(?:provider|key\\.ref|keytab|renewal)\\..*|.*keyref\\..*"
              + "|.*file$");

  private SecretName() {}

  /** How surely a name means a secret. */
  enum Strength {
    STRONG,
    WEAK,
    NONE
  }

  static Strength strength(String name) {
    if (name == null || name.length() > MAX_LENGTH) {
      return Strength.NONE;
    }
    String words = SEAM.matcher(name).replaceAll(".").toLowerCase(Locale.ROOT);
    boolean strong = STRONG.matcher(words).find();
    boolean secret = (strong || WEAK.matcher(words).find()) && !ABOUT.matcher(words).matches();
    if (!secret) {
      return Strength.NONE;
    }
    return strong ? Strength.STRONG : Strength.WEAK;
  }

  static boolean isStrong(String name) {
    return strength(name) == Strength.STRONG;
  }

  static boolean isWeak(String name) {
    return strength(name) == Strength.WEAK;
  }
}
