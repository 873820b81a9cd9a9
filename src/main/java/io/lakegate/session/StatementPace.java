package io.lakegate.session;

import java.time.Duration;

/**
 * How long to wait before asking again about a running statement: dense at first, because most
 * statements of a few milliseconds are over at once, then evenly up to a second, so that one of a
 * second costs about twenty requests, then a small share of the time it has run.
 */
final class StatementPace {
  static final Duration FIRST = Duration.ofMillis(2);
  private static final long[] EARLY_MILLIS = {4, 8, 14, 22, 34, 50};
  private static final long EVEN_MILLIS = 65;
  private static final long MAX_MILLIS = 2000;

  private StatementPace() {}

  /**
   * The rest before the next question.
   *
   * @param elapsed since the statement was sent
   */
  static Duration rest(Duration elapsed) {
    long millis = elapsed.toMillis();
    for (long early : EARLY_MILLIS) {
      if (millis < early) {
        return Duration.ofMillis(early - millis);
      }
    }
    return Duration.ofMillis(millis <= 1000 ? EVEN_MILLIS : Math.min(MAX_MILLIS, millis * 6 / 100));
  }
}
