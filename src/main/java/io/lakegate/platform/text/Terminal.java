package io.lakegate.platform.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Imitates as much of a terminal as decides which text is seen at the end. Takes time in proportion
 * to the text, whatever it holds.
 */
final class Terminal {
  /** Lines the cursor can go back up to. */
  private static final int HEIGHT = 50;

  private static final char ESCAPE = '\u001B';
  private static final char CSI = '\u009B';
  private static final char STRING_END = '\u009C';

  private final String text;
  private final StringBuilder done;
  private final List<Line> screen = new ArrayList<>(HEIGHT + 1);

  /** Number of lines that the cursor stands above the last one. */
  private int above;

  private int at;
  private boolean stringsEnd = true;

  Terminal(String text) {
    this.text = text;
    this.done = new StringBuilder(text.length());
    screen.add(new Line());
  }

  String shown() {
    while (at < text.length()) {
      step();
    }
    for (int i = 0; i < screen.size(); i++) {
      done.append(i == 0 ? "" : "\n");
      screen.get(i).writeTo(done);
    }
    return done.toString();
  }

  private void step() {
    int character = text.codePointAt(at);
    at += Character.charCount(character);
    switch (character) {
      case '\n', '\u000B', '\f', '\u0084', '\u0085' -> newLine();
      case '\r' -> line().start();
      case '\b' -> line().back(1);
      case '\t' -> line().write(character);
      case ESCAPE -> escape();
      case CSI -> control();
      case '\u009D' -> title();
      case '\u0090', '\u0098', '\u009E', '\u009F' -> string();
      default -> {
        if (!Character.isISOControl(character)) {
          line().write(character);
        }
      }
    }
  }

  private void escape() {
    if (at == text.length()) {
      return;
    }
    char next = text.charAt(at);
    switch (next) {
      case '[' -> {
        at++;
        control();
      }
      case ']' -> {
        at++;
        title();
      }
      case 'P', 'X', '^', '_' -> {
        at++;
        string();
      }
      case 'D', 'E' -> {
        at++;
        newLine();
      }
      default -> {
        skip(' ', '/');
        if (at < text.length() && isBetween(text.charAt(at), '0', '~')) {
          at++;
        }
      }
    }
  }

  private void skip(char from, char to) {
    while (at < text.length() && isBetween(text.charAt(at), from, to)) {
      at++;
    }
  }

  private static boolean isBetween(char c, char from, char to) {
    return c >= from && c <= to;
  }

  /** A control sequence: parameters, intermediate characters, a final one that says what to do. */
  private void control() {
    int begin = at;
    skip('0', '?');
    String parameters = text.substring(begin, Math.min(at, begin + 20));
    skip(' ', '/');
    if (at < text.length() && isBetween(text.charAt(at), '@', '~')) {
      move(text.charAt(at), parameters);
      at++;
    }
  }

  private void move(char what, String parameters) {
    int count = number(parameters);
    switch (what) {
      case 'A' -> up(Math.max(1, count));
      case 'B' -> up(-Math.max(1, count));
      case 'F' -> {
        up(Math.max(1, count));
        line().start();
      }
      case 'C' -> line().right(Math.max(1, count));
      case 'D' -> line().back(Math.max(1, count));
      case 'G' -> line().column(count);
      case 'K' -> erase(count);
      case 'J' -> {
        if (count == 0) {
          line().eraseFromCursor();
          eraseBelow();
        }
      }
      default -> {
        // Colours, and what moves where no text of ours can be.
      }
    }
  }

  /** The cursor keeps its column. */
  private void up(int lines) {
    int column = line().column();
    above = Math.max(0, Math.min(screen.size() - 1, above + lines));
    line().column(column);
  }

  private void erase(int which) {
    if (which == 0) {
      line().eraseFromCursor();
    } else if (which == 2) {
      line().erase();
    }
  }

  private void eraseBelow() {
    while (above > 0) {
      screen.remove(screen.size() - 1);
      above--;
    }
  }

  private static int number(String parameters) {
    int number = 0;
    for (int i = 0; i < parameters.length() && Character.isDigit(parameters.charAt(i)); i++) {
      number = Math.min(10_000, number * 10 + parameters.charAt(i) - '0');
    }
    return number;
  }

  /** An operating system command such as a title or a link's address: it has no line break. */
  private void title() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        return;
      }
      if (c == ESCAPE) {
        at += text.startsWith("\\", at + 1) ? 2 : 0;
        return;
      }
      at++;
      if (c == '\u0007' || c == STRING_END || c == '\u0018' || c == '\u001A') {
        return;
      }
    }
  }

  /** A device's string goes to its end; without one it is text. */
  private void string() {
    if (!stringsEnd) {
      return;
    }
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == STRING_END || (c == ESCAPE && text.startsWith("\\", i + 1))) {
        at = i + (c == ESCAPE ? 2 : 1);
        return;
      }
    }
    stringsEnd = false;
  }

  private Line line() {
    return screen.get(screen.size() - 1 - above);
  }

  private void newLine() {
    if (above > 0) {
      above--;
      line().start();
      return;
    }
    screen.add(new Line());
    if (screen.size() > HEIGHT) {
      screen.remove(0).writeTo(done);
      done.append('\n');
    }
  }
}
