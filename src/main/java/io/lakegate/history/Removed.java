package io.lakegate.history;

import jakarta.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The text in place of removed code, a removed result or a removed log; it says who removed it and
 * when.
 */
final class Removed {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Removed() {}

  static String text(String what, String by, Instant at) {
    return "[" + what + " removed by " + by + ", " + UTC.format(at) + "]";
  }

  /** The same as an output of Livy's shape. */
  static String output(String text) {
    return Json.createObjectBuilder()
        .add("status", "ok")
        .add("data", Json.createObjectBuilder().add("text/plain", text))
        .build()
        .toString();
  }
}
