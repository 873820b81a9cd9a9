package io.lakegate.platform.form;

/** The words of a command line, as a shell splits them: quotes, backslashes, comments. */
final class ShellWords {
  private final String text;
  private final StringBuilder word = new StringBuilder();
  private int at;
  private int begin;
  private boolean open;

  ShellWords(String text) {
    this.text = text;
  }

  /** Returns whether there was one more word. */
  boolean next() {
    word.setLength(0);
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    begin = at;
    if (at == text.length() || text.charAt(at) == '#') {
      at = text.length();
      return false;
    }
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == 0 && Character.isWhitespace(c)) {
        return true;
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && isEscaped(quote)) {
        word.append(text.charAt(++at));
      } else {
        word.append(c);
      }
    }
    open = quote != 0;
    return true;
  }

  /**
   * Returns whether the backslash protects the next character: in double quotes it protects only
   * some.
   */
  private boolean isEscaped(char quote) {
    return at + 1 < text.length() && (quote == 0 || "\\\"$`".indexOf(text.charAt(at + 1)) >= 0);
  }

  String word() {
    return word.toString();
  }

  /** Returns where the word begins. */
  int begin() {
    return begin;
  }

  /** A quote was not closed. */
  boolean isOpen() {
    return open;
  }
}
