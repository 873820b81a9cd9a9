package io.lakegate.platform.api;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** The position at which a newest-first list goes on: the time and id of the last row shown. */
public record TimeCursor(Instant at, UUID id) {
  /** Databases hold fewer years than Java. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** Returns null for none; {@code BAD_CURSOR} for a text no list gave out. */
  public static TimeCursor parse(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String[] parts = text.split("_", 2);
    try {
      long micros = Long.parseLong(parts[0]);
      Instant at =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
      if (!at.isBefore(Instant.EPOCH) && at.isBefore(LATEST)) {
        return new TimeCursor(at, UUID.fromString(parts[1]));
      }
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      // Said below.
    }
    throw LakegateException.inField("after", ErrorCode.BAD_CURSOR);
  }

  @Override
  public String toString() {
    return (at.getEpochSecond() * 1_000_000L + at.getNano() / 1000) + "_" + id;
  }
}
