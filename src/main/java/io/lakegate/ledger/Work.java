package io.lakegate.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * A piece of work as one node looks after it. All that is remembered here can be lost: it only
 * saves reading the same rows again. One thread at a time takes its steps.
 */
public abstract class Work {
  private final WorkKey key;
  private final Lease lease = new Lease();

  /** Steps in a row that failed in a way nothing is prepared for. */
  int broken;

  // Scheduling, guarded by this
  boolean running;
  boolean over;
  boolean again;
  boolean changed = true;
  Future<?> next;

  protected Work(WorkKey key) {
    this.key = key;
  }

  public final WorkKey key() {
    return key;
  }

  public final Lease lease() {
    return lease;
  }

  /**
   * Reads its rows if that is needed.
   *
   * @param changed whether somebody changed them since the step before
   * @return false when there is nothing to look after any more
   */
  protected abstract boolean read(boolean changed);

  /**
   * Returns the place that its next step occupies, such as a workspace. Only a limited number of
   * steps share a place at once.
   */
  protected abstract Object place();

  /** One step; how long to rest after it, null when there is nothing more to do. */
  protected abstract Duration step();

  /** Whether it stays with this node through a long rest, since it is likely to be used again. */
  protected abstract boolean isWarm(Instant now);
}
