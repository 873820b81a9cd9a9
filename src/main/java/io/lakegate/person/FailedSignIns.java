package io.lakegate.person;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts recent failed sign-ins by one name, from one address, or by that name from that address.
 * The row begins with the first failure. Beyond the free failures the subject is locked, each
 * further failure twice as long, up to a quarter of an hour. A quiet hour forgets all failures, and
 * the right password forgets those of the name at that address. The failures of a name as such and
 * of an address as such are forgotten steadily, in each hour as many as are free. They are kept in
 * a row and not in memory, so neither a restart nor another node gives new tries.
 */
@Entity
@Table(name = "failed_sign_ins")
class FailedSignIns extends TenantOwned {
  static final Duration MEMORY = Duration.ofHours(1);
  private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
  private static final Duration MAX_LOCK = Duration.ofMinutes(15);
  private static final int MAX_DOUBLINGS = 10;

  @Column(updatable = false)
  private String subject;

  private int failures;

  /** The last failure, or the moment up to which an hourly subject has forgotten failures. */
  @Column(name = "last_at")
  private Instant lastAt;

  @Column(name = "locked_until")
  private Instant lockedUntil;

  protected FailedSignIns() {}

  FailedSignIns(TenantId tenant, SignInSubject subject, Instant now) {
    super(tenant);
    this.subject = subject.key();
    this.lastAt = now;
  }

  /** Counts a try as failed; it is taken back if the password turns out to be right. */
  void count(SignInSubject subject, Instant now) {
    int free = subject.free();
    if (lastAt.plus(MEMORY).isBefore(now)) {
      failures = 0;
    }
    if (subject.hourly()) {
      forgetSteadily(free, now);
    } else {
      lastAt = now;
    }
    failures++;
    lockedUntil = failures > free ? now.plus(lock(failures - free - 1)) : null;
  }

  /** Time that is too short to forget a failure is kept, so that frequent tries lose none of it. */
  private void forgetSteadily(int freeInAnHour, Instant now) {
    Duration each = MEMORY.dividedBy(freeInAnHour);
    long forgotten = Math.max(0, Duration.between(lastAt, now).dividedBy(each));
    failures = (int) Math.max(0, failures - forgotten);
    lastAt = failures == 0 ? now : lastAt.plus(each.multipliedBy(forgotten));
  }

  private static Duration lock(int doublings) {
    Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(doublings, MAX_DOUBLINGS));
    return lock.compareTo(MAX_LOCK) > 0 ? MAX_LOCK : lock;
  }

  void takeBack(int free) {
    failures = Math.max(0, failures - 1);
    if (failures <= free) {
      lockedUntil = null;
    }
  }

  /** Returns how long it stays locked, if it is. */
  Optional<Duration> lockedFor(Instant now) {
    return Optional.ofNullable(lockedUntil)
        .filter(now::isBefore)
        .map(until -> Duration.between(now, until));
  }
}
