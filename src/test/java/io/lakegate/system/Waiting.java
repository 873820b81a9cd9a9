package io.lakegate.system;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another process does, and says what it saw last when it does not. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  static <T> T until(Duration patience, Supplier<T> look, Predicate<T> isSo) {
    long end = System.nanoTime() + patience.toNanos();
    T seen = look.get();
    while (!isSo.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not so after " + patience + "; last seen: " + seen);
      }
      pause();
      seen = look.get();
    }
    return seen;
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
