package io.lakegate.platform.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the request threads that wait for callers to go on sending, and refuses more of them than
 * the server can spare: others are still answered while somebody sends nothing but halves.
 */
final class SlowBodies {
  private final int maxAtOnce;
  private final int maxPerAddress;
  private final int maxWaiting;
  private final Map<String, Integer> reading = new HashMap<>();
  private int all;
  private int waiting;

  /**
   * @param maxAtOnce of all callers
   * @param maxPerAddress of one caller
   * @param maxWaiting that may wait for one of the others to finish
   */
  SlowBodies(int maxAtOnce, int maxPerAddress, int maxWaiting) {
    this.maxAtOnce = maxAtOnce;
    this.maxPerAddress = maxPerAddress;
    this.maxWaiting = maxWaiting;
  }

  /** Takes a place, which {@code leave} gives back; false when none gets free in that time. */
  synchronized boolean enter(String address, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!hasRoom(address)) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0 || waiting >= maxWaiting) {
        return false;
      }
      waiting++;
      try {
        wait(left);
      } finally {
        waiting--;
      }
    }
    all++;
    reading.merge(address, 1, Integer::sum);
    return true;
  }

  synchronized void leave(String address) {
    all--;
    reading.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    notifyAll();
  }

  private boolean hasRoom(String address) {
    return all < maxAtOnce && reading.getOrDefault(address, 0) < maxPerAddress;
  }
}
