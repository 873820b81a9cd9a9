package io.lakegate.platform.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Returns what a terminal would show in the end: no colours, titles or other control sequences
 * (ECMA-48, with an escape character or as single C1 characters), a link as its text, and of a line
 * that was written again and again only its last state. A carriage return begins the line anew, so
 * that nothing is left over from a longer state before.
 */
public final class TerminalText {
  /** Longer lines are no bars. */
  private static final int MAX_BAR = 2000;

  /**
   * Spark's own bar, and that of Python's tqdm. Possessive: a group that may give back what it took
   * needs stack for each time it took something.
   */
  private static final Pattern BAR =
      Pattern.compile(
          "(?:\\[Stage \\d++:[=> ]*+\\(\\d++ \\+ \\d++\\) / \\d++\\]\\s*+)++"
              + "|[^%|]{0,200}\\d{1,3}%\\|.*\\|.*",
          Pattern.DOTALL);

  private static final Pattern LABEL = Pattern.compile("[\\d%|].*", Pattern.DOTALL);

  private TerminalText() {}

  /** Returns null for null. */
  public static String plain(String text) {
    return text == null || !isControlled(text) ? text : new Terminal(text).shown();
  }

  /**
   * Lines of a log. A log reader that ends lines at carriage returns splits a progress bar into
   * lines of its own; of those that follow each other the last one stays.
   */
  public static List<String> lines(List<String> log) {
    List<String> shown = new ArrayList<>();
    for (String line : plain(String.join("\n", log)).split("\n", -1)) {
      int last = shown.size() - 1;
      if (last >= 0 && isSameBar(shown.get(last), line)) {
        shown.set(last, line);
      } else {
        shown.add(line);
      }
    }
    if (!shown.isEmpty() && shown.get(shown.size() - 1).isEmpty()) {
      shown.remove(shown.size() - 1);
    }
    return shown;
  }

  private static boolean isSameBar(String one, String next) {
    return Math.max(one.length(), next.length()) <= MAX_BAR
        && next.indexOf('|') + next.indexOf('[') > -2
        && BAR.matcher(one).matches()
        && BAR.matcher(next).matches()
        && label(one).equals(label(next));
  }

  private static String label(String bar) {
    return bar.startsWith("[Stage ") ? "[Stage " : LABEL.matcher(bar).replaceFirst("").strip();
  }

  private static boolean isControlled(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && c != '\t' && (c < ' ' || (c >= 0x7F && c <= 0x9F))) {
        return true;
      }
    }
    return false;
  }
}
