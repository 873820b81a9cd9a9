package io.lakegate.platform.api;

/** No database holds U+0000 or half of a surrogate pair in a text. */
public final class StorableText {
  static final String REASON =
      "Remove the characters U+0000 and halves of surrogate pairs; no text can hold them.";

  private StorableText() {}

  public static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(
            point ->
                point == 0
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
