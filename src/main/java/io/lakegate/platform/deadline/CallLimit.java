package io.lakegate.platform.deadline;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Limits how long the remote calls of a thread may last, whatever their own time-out says, so that
 * no call outlives the lease it is made under. The limit is asked again when it seems to be over,
 * for a lease is renewed while a call lasts.
 */
public final class CallLimit {
  private static final Duration FOR_EVER = Duration.ofDays(365);
  private static final ThreadLocal<Supplier<Duration>> CURRENT = new ThreadLocal<>();

  private CallLimit() {}

  /**
   * Does the work under the limit.
   *
   * @param remaining how long its calls may still last; asked from any thread
   */
  public static <T> T within(Supplier<Duration> remaining, Supplier<T> work) {
    CURRENT.set(remaining);
    try {
      return work.get();
    } finally {
      CURRENT.remove();
    }
  }

  /** Returns the limit that this thread works under; a year if nobody limits it. */
  public static Supplier<Duration> current() {
    Supplier<Duration> limit = CURRENT.get();
    return limit == null ? () -> FOR_EVER : limit;
  }
}
