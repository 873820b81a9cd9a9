package io.lakegate.ledger;

import java.time.Duration;

/** Computes how long to wait before a backend is asked again. */
public final class Pace {
  /** The time before the backend is first asked about what was just sent. */
  public static final Duration FIRST = Duration.ofMillis(2);

  /** Minimum time between two looks at what was just asked for. */
  public static final Duration MIN_SHARE = Duration.ofMillis(20);

  private static final Duration MAX_SHARE = Duration.ofSeconds(2);
  private static final long[] EARLY_MILLIS = {4, 8, 14, 22, 34, 50};
  private static final long EVEN_MILLIS = 65;
  private static final long MAX_MILLIS = 2000;

  private Pace() {}

  /**
   * Suits work that may be over in milliseconds: dense at first, because most statements of a few
   * milliseconds are over at once, then evenly up to a second, so that one of a second costs about
   * twenty requests, then a small share of the time it has run.
   *
   * @param elapsed since it was sent
   */
  public static Duration dense(Duration elapsed) {
    long millis = elapsed.toMillis();
    for (long early : EARLY_MILLIS) {
      if (millis < early) {
        return Duration.ofMillis(early - millis);
      }
    }
    return Duration.ofMillis(millis <= 1000 ? EVEN_MILLIS : Math.min(MAX_MILLIS, millis * 6 / 100));
  }

  /**
   * Suits work that takes seconds or minutes: often at first, then each time 4 % of the time
   * already waited, so that its end is seen late by 2 % on average.
   */
  public static Duration share(Duration elapsed) {
    Duration share = elapsed.dividedBy(25);
    if (share.compareTo(MIN_SHARE) < 0) {
      return MIN_SHARE;
    }
    return share.compareTo(MAX_SHARE) > 0 ? MAX_SHARE : share;
  }

  /**
   * The rest after a call that failed: it doubles with each failure in a row up to a limit, or is
   * what the backend asks for if that is longer.
   *
   * @param asked null when the backend says nothing
   */
  public static Duration backOff(int failures, Duration asked) {
    Duration growing = Duration.ofMillis(250L << Math.min(failures, 8));
    Duration rest = asked == null || asked.compareTo(growing) < 0 ? growing : asked;
    return rest.compareTo(Limits.MAX_BACK_OFF) > 0 ? Limits.MAX_BACK_OFF : rest;
  }
}
