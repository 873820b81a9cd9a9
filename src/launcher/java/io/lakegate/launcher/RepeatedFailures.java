package io.lakegate.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps a failure that comes back all the time, such as a database on a full disk, from filling the
 * log: in each minute it is written down once in full, then as one line each time. Of libraries
 * only a few such lines are kept, and the next minute says how many were left out. Named in {@code
 * logging.properties}.
 */
public final class RepeatedFailures implements Filter {
  static final int SHORT_LINES = 5;
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MAX_KINDS = 200;
  private static final int MAX_DEPTH = 50;

  /** How often a failure of one kind was seen since it was last written in full. */
  private static final class Seen {
    private final Instant since;
    private int times;

    Seen(Instant since) {
      this.since = since;
    }
  }

  private final Map<String, Seen> kinds =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MAX_KINDS;
        }
      };

  @Override
  public synchronized boolean isLoggable(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return true;
    }
    String kind = kind(record.getLoggerName(), thrown);
    Seen seen = kinds.get(kind);
    if (seen == null || !record.getInstant().isBefore(seen.since.plus(PERIOD))) {
      kinds.remove(kind);
      kinds.put(kind, new Seen(record.getInstant()));
      int leftOut = seen == null || isOurs(record) ? 0 : seen.times - SHORT_LINES;
      if (leftOut > 0) {
        append(record, " (left out in between: " + leftOut + " like this)");
      }
      return true;
    }
    seen.times++;
    // Lakegate's own lines carry the references that people were shown.
    if (seen.times > SHORT_LINES && !isOurs(record)) {
      return false;
    }
    record.setThrown(null);
    append(record, " (again: " + firstLine(innermost(thrown)) + ")");
    return true;
  }

  private static boolean isOurs(LogRecord record) {
    return record.getLoggerName() != null && record.getLoggerName().startsWith("io.lakegate.");
  }

  /** The place and the class of what went wrong in the end; messages hold numbers. */
  private static String kind(String logger, Throwable thrown) {
    Throwable cause = innermost(thrown);
    StackTraceElement[] places = cause.getStackTrace();
    return logger
        + " "
        + thrown.getClass().getName()
        + " "
        + cause.getClass().getName()
        + " "
        + (places.length == 0 ? "" : places[0]);
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause.getCause() != null && depth < MAX_DEPTH; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String firstLine(Throwable thrown) {
    return thrown.toString().lines().findFirst().orElse("");
  }

  private static void append(LogRecord record, String text) {
    // The formatter would take braces of the text for places of parameters.
    record.setMessage(record.getMessage() + text.replace('{', '(').replace('}', ')'));
  }
}
