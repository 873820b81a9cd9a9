package io.lakegate.sandbox;

/** Numbers in paths and parameters, refused as Livy refuses them. */
final class Numbers {

  private Numbers() {}

  static int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Refusal.notANumber(text);
    }
  }

  static Integer parseOptional(String text) {
    return text == null ? null : parse(text);
  }
}
