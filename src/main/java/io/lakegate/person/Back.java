package io.lakegate.person;

import java.util.regex.Pattern;

/** Where a person wanted to go before signing in. */
final class Back {
  /** What our own addresses are made of: no dots or escapes that lead elsewhere once resolved. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9/_-]+(\\?[!-\\[\\]-~]*)?");

  private static final int LONGEST = 1_500;

  private Back() {}

  /** Only an address below this very tenant: a link must not lead somewhere else after sign-in. */
  static String within(String slug, String asked) {
    String home = "/" + slug + "/";
    boolean ours =
        asked != null
            && asked.length() <= LONGEST
            && asked.startsWith(home)
            && ADDRESS.matcher(asked).matches();
    return ours ? asked : home;
  }
}
