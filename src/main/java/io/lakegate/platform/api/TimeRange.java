package io.lakegate.platform.api;

import io.lakegate.platform.problem.LakegateException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** The ends of a span of time as words of an address. */
public final class TimeRange {
  /** Databases hold fewer years than Java. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private TimeRange() {}

  /**
   * A time or a day in UTC; null for null or blank. {@code INVALID} names the field.
   *
   * @param days what a day without a time adds: {@code to} includes the day it names
   */
  public static Instant parse(String field, String value, int days) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      String text = value.strip();
      Instant instant =
          DAY.matcher(text).matches()
              ? LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw LakegateException.invalid(
        field, "Use a time in UTC such as 2026-11-22T08:00:00Z, or a day such as 2026-11-22.");
  }
}
