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
 * only a few such lines are kept, and the next minute says how many were left out. What the server
 * says of callers who have gone is not kept at all. Named in {@code logging.properties}.
 */
public final class RepeatedFailures implements Filter {
  static final int SHORT_LINES = 5;
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MAX_KINDS = 200;

  /** The number of failures of one kind since the last that was written in full. */
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
  public boolean isLoggable(LogRecord record) {
    return Failure.of(record).map(failure -> isLoggable(record, failure)).orElse(true);
  }

  private synchronized boolean isLoggable(LogRecord record, Failure failure) {
    // Lakegate's own lines carry the references that people were shown.
    boolean ours =
        record.getLoggerName() != null && record.getLoggerName().startsWith("io.lakegate.");
    if (!ours && failure.isEndOfCaller()) {
      return false;
    }
    Seen seen = kinds.get(failure.kind());
    if (seen == null || !record.getInstant().isBefore(seen.since.plus(PERIOD))) {
      kinds.remove(failure.kind());
      kinds.put(failure.kind(), new Seen(record.getInstant()));
      int leftOut = seen == null || ours ? 0 : seen.times - SHORT_LINES;
      if (leftOut > 0) {
        record.setMessage(
            record.getMessage() + " (left out in between: " + leftOut + " like this)");
      }
      return true;
    }
    seen.times++;
    if (seen.times > SHORT_LINES && !ours) {
      return false;
    }
    shorten(record, failure);
    return true;
  }

  private static void shorten(LogRecord record, Failure failure) {
    record.setThrown(null);
    String message = String.valueOf(record.getMessage());
    String start = failure.inText() ? message.lines().findFirst().orElse("") : message;
    // The formatter would take braces of the cause for places of parameters.
    String cause = failure.cause().replace('{', '(').replace('}', ')');
    record.setMessage(start + " (again: " + cause + ")");
  }
}
