package io.lakegate.sandbox;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Livy's way to write a duration: a number and a unit, milliseconds without one. */
final class TimeText {

  private static final Pattern TEXT = Pattern.compile("(-?[0-9]+)([a-z]+)?");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "min", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private TimeText() {}

  static Duration parse(String text) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("Invalid time string: " + text);
    }
    ChronoUnit unit = parts.group(2) == null ? ChronoUnit.MILLIS : UNITS.get(parts.group(2));
    if (unit == null) {
      throw new IllegalArgumentException("Invalid suffix: \"" + parts.group(2) + "\"");
    }
    return Duration.of(Long.parseLong(parts.group(1)), unit);
  }
}
