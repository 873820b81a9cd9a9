package io.lakegate.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * The time until which this node looks after a piece of work, as the database last said. It ends
 * here a little earlier than there, so that what this node does is over when another node may
 * begin.
 */
public final class Lease {
  private Instant until = Instant.EPOCH;
  private Instant confirmedAt = Instant.EPOCH;

  /** The database says that this node holds it until {@code end}. */
  public synchronized void hold(Instant now, Instant end) {
    until = end;
    confirmedAt = now;
  }

  /** Prolongs the lease, unless it has been taken or let go of since it ended at {@code before}. */
  synchronized void extend(Instant before, Instant now, Instant end) {
    if (until.equals(before)) {
      hold(now, end);
    }
  }

  /** The database says that this node still holds it. */
  public synchronized void confirm(Instant now) {
    confirmedAt = now;
  }

  public synchronized void letGo() {
    until = Instant.EPOCH;
  }

  synchronized Instant until() {
    return until;
  }

  public boolean isOver(Instant now) {
    return remaining(now).compareTo(Duration.ZERO) <= 0;
  }

  /** The time for which this node may still act; zero or less when the lease is over. */
  public Duration remaining(Instant now) {
    return Duration.between(now, until()).minus(Limits.LEASE_MARGIN);
  }

  boolean isRenewalDue(Instant now) {
    return !now.isBefore(until().minus(Limits.RENEW_BEFORE));
  }

  synchronized boolean isConfirmed(Instant now) {
    return now.isBefore(confirmedAt.plus(Limits.CONFIRMED_FOR));
  }
}
