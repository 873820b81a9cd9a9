package io.lakegate.output;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** Bytes that values take as JSON in UTF-8, and how much of them fits into so many. */
final class JsonSize {
  private JsonSize() {}

  static boolean exceeds(String json, long most) {
    return json.length() > most || (json.length() * 3L > most && utf8(json) > most);
  }

  /** The size of a text in quotes, in bytes as Parsson writes it; 0 for null. */
  static long of(String text) {
    if (text == null) {
      return 0;
    }
    long bytes = 2;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      bytes += bytes(character);
      i += Character.charCount(character);
    }
    return bytes;
  }

  static long of(JsonValue value) {
    return value instanceof JsonString text ? of(text.getString()) : utf8(value.toString());
  }

  /** The longest beginning of a text that takes at most so many bytes; null for null. */
  static String start(String text, long most) {
    if (text == null || text.length() * 6L + 2 <= most) {
      return text;
    }
    long left = most - 2;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      left -= bytes(character);
      if (left < 0) {
        return text.substring(0, i);
      }
      i += Character.charCount(character);
    }
    return text;
  }

  /** A list's first items; any other value as the beginning of its text. */
  static JsonValue beginning(JsonValue value, long most) {
    if (value instanceof JsonArray items) {
      int fitting = fitting(items, null, most - 2);
      if (fitting > 0) {
        return Json.createArrayBuilder(items.subList(0, fitting)).build();
      }
    }
    String start = start(value.toString(), most);
    return start.isEmpty() ? null : Json.createValue(start);
  }

  /**
   * Returns how many whole items fit, counted from the first.
   *
   * @param labels one for each item, or null
   */
  static int fitting(JsonArray items, JsonArray labels, long most) {
    long left = most;
    for (int i = 0; i < items.size(); i++) {
      left -= of(items.get(i)) + 1 + (labels == null ? 0 : of(labels.get(i)) + 1);
      if (left < 0) {
        return i;
      }
    }
    return items.size();
  }

  private static int bytes(int character) {
    if (character == '"' || character == '\\') {
      return 2;
    }
    if (character < ' ') {
      boolean named = "\b\f\n\r\t".indexOf(character) >= 0;
      return named ? 2 : 6;
    }
    return utf8(character);
  }

  private static int utf8(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }

  private static long utf8(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      bytes += utf8(character);
      i += Character.charCount(character);
    }
    return bytes;
  }
}
