package io.lakegate.platform.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The names a request may use, and which of them somebody meant who wrote another. */
record KnownNames(Collection<String> names) {
  private static final int MAX_LENGTH = 100;

  /** Says that there is no such name, and what may have been meant. */
  String unknown(String thing, String name) {
    String there = "There is no " + thing + " '" + Problems.shortened(name) + "' here. ";
    if (names.isEmpty()) {
      return there + "Leave it out.";
    }
    return there
        + nearest(name)
            .map(near -> "Did you mean '" + near + "'?")
            .orElseGet(() -> "Known are " + String.join(", ", new TreeSet<>(names)) + ".");
  }

  Optional<String> nearest(String name) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int furthest = Math.max(2, name.length() / 3);
    return names.stream()
        .filter(known -> distance(name, known) <= Math.min(furthest, known.length() - 1))
        .min(
            Comparator.comparingInt((String known) -> distance(name, known)).thenComparing(k -> k));
  }

  /**
   * Returns how many letters must be put in, taken out, replaced or swapped; case does not count.
   */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[a.length()][b.length()];
  }
}
