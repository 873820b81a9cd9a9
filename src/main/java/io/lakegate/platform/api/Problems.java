package io.lakegate.platform.api;

import java.util.Map;
import java.util.TreeMap;

/** Field → what is wrong with it and what to do; not endlessly many, and no endless names. */
final class Problems {
  private static final int MAX_COUNT = 20;
  private static final int MAX_NAME_LENGTH = 100;

  private final Map<String, String> found = new TreeMap<>();

  void add(String field, String message) {
    if (found.size() < MAX_COUNT) {
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
    return name.length() <= MAX_NAME_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, codePoints(name))) + "…";
  }

  private static int codePoints(String name) {
    return Math.min(MAX_NAME_LENGTH / 2, name.codePointCount(0, name.length()));
  }
}
