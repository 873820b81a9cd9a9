package io.lakegate.platform.api;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The end of a page of a list: the sort key of its last row, and the row's id to tell equal keys
 * apart. It travels as opaque text.
 */
public record NameCursor(String key, UUID id) {
  private static final int UUID_LENGTH = 36;

  public String encode() {
    byte[] bytes = (id + key).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Returns null for null or blank, which is the beginning. Refuses a cursor that no list gave out
   * with {@code BAD_CURSOR}.
   */
  public static NameCursor decode(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String key = decoded.substring(UUID_LENGTH);
      if (key.chars().noneMatch(Character::isISOControl)) {
        return new NameCursor(key, UUID.fromString(decoded.substring(0, UUID_LENGTH)));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Said below.
    }
    throw refusal();
  }

  /** The key of a list that is sorted by time. {@code BAD_CURSOR}. */
  public Instant time() {
    try {
      return Optional.ofNullable(TimeRange.parse("after", key, 0)).orElseThrow(NameCursor::refusal);
    } catch (LakegateException e) {
      throw refusal();
    }
  }

  private static LakegateException refusal() {
    return LakegateException.inField("after", ErrorCode.BAD_CURSOR);
  }
}
