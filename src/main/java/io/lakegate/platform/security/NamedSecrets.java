package io.lakegate.platform.security;

import io.lakegate.platform.security.SecretName.Strength;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides values that a name right before them makes secrets: {@code password=x}, {@code
 * "fs.s3a.secret.key", "x"}, {@code --conf spark.hadoop.fs.azure.account.key.a=x}. Takes time in
 * proportion to the text.
 */
final class NamedSecrets {
  private static final int MAX_NAME_LENGTH = 300;
  private static final int MAX_VALUE_LENGTH = 4_000;
  private static final int MAX_SPACE = 10;
  private static final int MAX_EXPRESSION_LENGTH = 300;

  /** One of these is in every name on the list. */
  private static final List<String> HINTS =
      List.of("pass", "pwd", "secret", "token", "credential", "key", "sas", "signature", "string");

  private static final Set<String> SETTINGS =
      Set.of("spark", "fs", "hadoop", "hive", "javax", "google", "dfs", "kafka", "sasl", "ssl");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w{0,60}");

  private static final int MAX_KNOWN = 1000;

  private final String text;
  private final Map<String, Strength> known = new HashMap<>();
  private StringBuilder masked;
  private int copied;

  private NamedSecrets(String text) {
    this.text = text;
  }

  static String mask(String text) {
    return new NamedSecrets(text).masked();
  }

  private String masked() {
    int at = 0;
    while (at < text.length()) {
      if (!isName(text.charAt(at))) {
        at++;
        continue;
      }
      int end = at + 1;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      at = end - at <= MAX_NAME_LENGTH && end < text.length() ? value(at, end) : end;
    }
    return masked == null ? text : masked.append(text, copied, text.length()).toString();
  }

  /** Hides the value behind a name if there is one; where to go on. */
  private int value(int begin, int end) {
    boolean opened = begin > 0 && isQuote(text.charAt(begin - 1));
    int closed = opened ? afterQuote(end, text.charAt(begin - 1)) : -1;
    boolean quoted = closed >= 0;
    int at = quoted ? closed : end;
    int separator = afterSpace(at);
    int behind = afterSeparator(separator, quoted);
    boolean spaced = behind == separator;
    char sign = separator < text.length() ? text.charAt(separator) : '\0';
    boolean sql = spaced && sign == '\'' && separator > at;
    boolean option = spaced && separator > at && text.startsWith("--", begin) && sign != '-';
    boolean setter = spaced && sign == '(' && text.startsWith("set", lastWord(begin, end));
    if ((spaced && !sql && !option && !setter && !isSettingOfItsLine(begin, end, separator, at))
        || !isHinted(begin, end)) {
      return end;
    }
    int from = afterSpace(setter ? separator + 1 : behind);
    if (from >= text.length() || text.charAt(from) == '\n') {
      return end;
    }
    if (opened && !quoted && text.charAt(from) == text.charAt(begin - 1)) {
      return end; // The text ends right behind the name: its value is somewhere else.
    }
    String name = text.substring(begin, end);
    Strength strength = strength(name);
    boolean strong = strength == Strength.STRONG;
    if (strength == Strength.NONE) {
      return end;
    }
    int open = afterOpeningQuote(from);
    if (open > from) {
      return quotedValue(name, strong, open);
    }
    boolean unquoted =
        sign == '='
            && (from == separator + 1 || isSetting(name))
            && !text.startsWith("==", separator);
    boolean plain = unquoted || option || ((spaced || sign == ':') && isSetting(name));
    return plain && !setter ? plainValue(name, strong, from) : end;
  }

  private int quotedValue(String name, boolean strong, int open) {
    char quote = text.charAt(open - 1);
    boolean triple = text.startsWith(String.valueOf(quote).repeat(3), Math.max(0, open - 3));
    boolean escaped = !triple && open > 1 && text.charAt(open - 2) == '\\';
    String closing = triple ? String.valueOf(quote).repeat(3) : escaped ? "\\" + quote : "" + quote;
    int end = open;
    int most = Math.min(text.length(), open + MAX_VALUE_LENGTH);
    while (end < most && !text.startsWith(closing, end)) {
      char c = text.charAt(end);
      if (c == '\n' && !triple) {
        break;
      }
      end += c == '\\' && !escaped && end + 1 < most ? 2 : 1;
    }
    return hide(name, strong, open, Math.min(end, most));
  }

  private int plainValue(String name, boolean strong, int from) {
    int end = from;
    int most = Math.min(text.length(), from + MAX_VALUE_LENGTH);
    while (end < most && " \t\r\n\"',;&<>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end > from + 1 && end < text.length() && text.startsWith("\\\"", end - 1)) {
      end--; // The backslash belongs to the quote.
    }
    int line = from;
    int longest = Math.min(text.length(), from + MAX_EXPRESSION_LENGTH);
    while (line < longest && text.charAt(line) != '\n' && text.charAt(line) != '\r') {
      line++;
    }
    String rest = text.substring(from, line);
    String value = text.substring(from, end);
    if (SecretReference.isExpression(rest) || isVariable(name, value)) {
      return end;
    }
    return hide(name, strong, from, end);
  }

  /**
   * The same few names come again and again in an output, or numbered ones; how many digits a
   * number has does not matter to the list.
   */
  private Strength strength(String name) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(unnumbered(name), SecretName::strength);
  }

  private static String unnumbered(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      int length = text.length();
      if (!digit || length == 0 || text.charAt(length - 1) != '0') {
        text.append(digit ? '0' : c);
      }
    }
    return text.toString();
  }

  /** A variable that is called as what it holds. */
  private boolean isVariable(String name, String value) {
    String word = value.endsWith(")") ? value.substring(0, value.length() - 1) : value;
    return word.equalsIgnoreCase(name)
        || (word.contains("_") && WORD.matcher(word).matches() && strength(word) != Strength.NONE);
  }

  private int hide(String name, boolean strong, int from, int to) {
    if (isSecret(name, strong, text.substring(from, to))) {
      if (masked == null) {
        masked = new StringBuilder(text.length());
      }
      masked.append(text, copied, from).append(SecretMask.MASK);
      copied = to;
    }
    return to;
  }

  /** The rule for values, wherever they come from. */
  static boolean isSecret(String name, boolean strong, String value) {
    if (SecretReference.is(value)) {
      return false;
    }
    if (strong) {
      boolean directory = name.toLowerCase(Locale.ROOT).endsWith("pwd");
      return !directory || !SecretReference.isPath(value);
    }
    return !SecretReference.isNumber(value) && value.strip().indexOf(' ') < 0;
  }

  private boolean isHinted(int begin, int end) {
    for (int i = begin; i < end; i++) {
      for (String hint : HINTS) {
        if (text.regionMatches(true, i, hint, 0, hint.length()) && i + hint.length() <= end) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSetting(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && SETTINGS.contains(name.substring(0, dot));
  }

  /** Returns whether the line is a key, spaces and a value, as in {@code spark-defaults.conf}. */
  private boolean isSettingOfItsLine(int begin, int end, int separator, int at) {
    if (separator == at || !isSetting(text.substring(begin, end))) {
      return false;
    }
    int before = begin - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || text.charAt(before) == '\n';
  }

  private int lastWord(int begin, int end) {
    int word = end;
    while (word > begin && text.charAt(word - 1) != '.') {
      word--;
    }
    return word;
  }

  private int afterSpace(int from) {
    int at = from;
    while (at < text.length()
        && at - from < MAX_SPACE
        && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** The same place when nothing there leads from a name to its value. */
  private int afterSeparator(int at, boolean quotedName) {
    char sign = at < text.length() ? text.charAt(at) : '\0';
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    boolean two =
        (sign == '=' && (next == '=' || next == '>'))
            || (sign == ':' && next == '=')
            || (sign == '-' && next == '>');
    if (two) {
      return at + 2;
    }
    return sign == '=' || sign == ':' || (sign == ',' && quotedName) ? at + 1 : at;
  }

  /** Behind the quote that closes a name; negative when it is not closed there. */
  private int afterQuote(int end, char quote) {
    int at = end < text.length() && text.charAt(end) == '\\' ? end + 1 : end;
    return at < text.length() && text.charAt(at) == quote ? at + 1 : -1;
  }

  /** Behind an opening quote with what may stand before it; the same place when there is none. */
  private int afterOpeningQuote(int from) {
    int at = from;
    while (at < text.length() && at - from < 2 && "rRbBfFuU\\".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at >= text.length() || !isQuote(text.charAt(at))) {
      return from;
    }
    String three = String.valueOf(text.charAt(at)).repeat(3);
    return at + (text.startsWith(three, at) ? 3 : 1);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-'
        || c == '$';
  }
}
