package io.lakegate.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Entries of a header that proxies extend at its right end. It is read from there: what a stranger
 * wrote further left, such as a quote that is never closed, then cannot hide a proxy's own entry.
 */
final class HeaderList {
  private HeaderList() {}

  /** The entry at that place, 1 being the last one; empty when there are fewer. */
  static Optional<String> fromTheRight(String header, int place) {
    List<String> entries = split(header, ',', place);
    return entries.size() < place ? Optional.empty() : Optional.of(entries.get(place - 1));
  }

  /** The value of {@code name=value} among parameters separated by semicolons. */
  static Optional<String> parameter(String entry, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : split(entry, ';', Integer.MAX_VALUE)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
        values.add(pair.substring(equals + 1).strip());
      }
    }
    // RFC 7239 allows each parameter once; two of them name nobody.
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** Returns the text without the quotes around it, if there are any. */
  static String unquoted(String text) {
    String stripped = text.strip();
    boolean quoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
    return quoted
        ? stripped.substring(1, stripped.length() - 1).replaceAll("\\\\(.)", "$1").strip()
        : stripped;
  }

  /** Up to so many parts, the last one first; separators inside quotes separate nothing. */
  private static List<String> split(String text, char separator, int limit) {
    if (text.isBlank()) {
      return new ArrayList<>();
    }
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int end = text.length();
    for (int i = text.length() - 1; i >= 0 && parts.size() < limit; i--) {
      char c = text.charAt(i);
      if (c == '"' && !isEscaped(text, i)) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(i + 1, end).strip());
        end = i;
      }
    }
    if (parts.size() < limit) {
      parts.add(text.substring(0, end).strip());
    }
    return parts;
  }

  private static boolean isEscaped(String text, int at) {
    int backslashes = 0;
    while (at - backslashes > 0 && text.charAt(at - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
