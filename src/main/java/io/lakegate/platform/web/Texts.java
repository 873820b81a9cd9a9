package io.lakegate.platform.web;

import io.lakegate.platform.text.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Formats values for pages; these are the functions of the {@code lakegate} tag library. */
public final class Texts {
  private static final ResourceBundle TEXTS =
      ResourceBundle.getBundle("io.lakegate.texts", Locale.ENGLISH);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};
  private static final int SHORT_ID = 8;

  private static final Map<String, String> TONES =
      Map.ofEntries(
          Map.entry("LAUNCHING", "working"),
          Map.entry("STARTING", "working"),
          Map.entry("IDLE", "ready"),
          Map.entry("BUSY", "working"),
          Map.entry("STOPPING", "working"),
          Map.entry("ENDED", "ended"),
          Map.entry("UNKNOWN", "needs-you"),
          Map.entry("WAITING", "waiting"),
          Map.entry("RUNNING", "working"),
          Map.entry("AVAILABLE", "ready"),
          Map.entry("CANCELLING", "working"),
          Map.entry("CANCELLED", "ended"),
          Map.entry("LOST", "failed"),
          Map.entry("ACTIVE", "ready"),
          Map.entry("EXPIRED", "ended"),
          Map.entry("REVOKED", "ended"),
          Map.entry("SUSPENDED", "needs-you"),
          Map.entry("OK", "ready"),
          Map.entry("WARNING", "needs-you"),
          Map.entry("FAILED", "failed"),
          Map.entry("SKIPPED", "waiting"));

  private static final Map<String, String> ICONS =
      Map.of(
          "ready", "check",
          "waiting", "clock",
          "needs-you", "warn",
          "failed", "error",
          "ended", "ended");

  private Texts() {}

  /** The word of a state; an {@code AVAILABLE} statement is called by its outcome. */
  public static String state(Object state, Object outcome) {
    String key = "state." + state;
    String narrower = key + "." + String.valueOf(outcome).toLowerCase(Locale.ROOT);
    if (outcome != null && TEXTS.containsKey(narrower)) {
      return TEXTS.getString(narrower);
    }
    return TEXTS.containsKey(key) ? TEXTS.getString(key) : String.valueOf(state);
  }

  /** A language's own name for Livy's word: {@code spark} is Scala. */
  public static String kind(String kind) {
    String key = "kind." + kind;
    return TEXTS.containsKey(key) ? TEXTS.getString(key) : String.valueOf(kind);
  }

  /** A text of the pages, for what a page shows but does not write. */
  public static String text(String key) {
    return TEXTS.getString(key);
  }

  /**
   * Returns which of the six looks a state has; an unknown state looks as if a person is needed.
   */
  public static String tone(Object state, Object outcome) {
    if ("error".equalsIgnoreCase(String.valueOf(outcome))) {
      return "failed";
    }
    return TONES.getOrDefault(String.valueOf(state), "needs-you");
  }

  /** The icon of a look; working has its moving dot instead. */
  static String toneIcon(String tone) {
    return ICONS.getOrDefault(tone, "");
  }

  /** {@code 2026-11-21 14:03 UTC}, until the script turns it into the viewer's zone. */
  public static String time(Instant instant) {
    return instant == null ? "" : UTC.format(instant);
  }

  /** {@code 1 min 12 s}: the two largest units. */
  public static String duration(Duration duration) {
    if (duration == null) {
      return "";
    }
    if (duration.isZero() || duration.isNegative()) {
      return "0 s";
    }
    if (duration.toSeconds() == 0) {
      return Math.max(1, duration.toMillis()) + " ms";
    }
    long[] counts = {
      duration.toDaysPart(),
      duration.toHoursPart(),
      duration.toMinutesPart(),
      duration.toSecondsPart()
    };
    String[] units = {"d", "h", "min", "s"};
    int first = 0;
    while (counts[first] == 0) {
      first++;
    }
    List<String> parts = new ArrayList<>();
    for (int i = first; i < Math.min(first + 2, counts.length); i++) {
      if (counts[i] > 0) {
        parts.add(counts[i] + " " + units[i]);
      }
    }
    return String.join(" ", parts);
  }

  /** {@code 4.2 MB}. */
  public static String size(long bytes) {
    double rest = bytes;
    int unit = 0;
    while (rest >= 1000 && unit < SIZES.length - 1) {
      rest /= 1000;
      unit++;
    }
    String pattern = unit == 0 || rest >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ENGLISH, pattern, rest, SIZES[unit]);
  }

  /** The start of a long id. */
  public static String shortId(Object id) {
    String whole = id == null ? "" : id.toString();
    return whole.length() <= SHORT_ID + 2 ? whole : Excerpt.start(whole, SHORT_ID) + "…";
  }
}
