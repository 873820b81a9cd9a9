package io.lakegate.platform.api;

import java.util.Map;
import java.util.TreeMap;

/** Field → what is wrong with it and what to do; not endlessly many, and no endless names. */
final class Problems {
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 100;

  private final Map<String, String> found = new TreeMap<>();

  void add(String field, String message) {
    if (found.size() < MOST) {
      found.putIfAbsent(field, message);
    }
  }

  Map<String, String> found() {
    return found;
  }

  /** The path of a field inside another; the empty path is the body itself. */
  static String field(String path, String name) {
    return path.isEmpty() ? shortened(name) : path + "." + shortened(name);
  }

  static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, codePoints(name))) + "…";
  }

  private static int codePoints(String name) {
    return Math.min(LONGEST_NAME / 2, name.codePointCount(0, name.length()));
  }
}
