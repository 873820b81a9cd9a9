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
 * How often signing in failed lately by one name, from one address, or by that name from that
 * address. Begins with the first failure; beyond the free ones it is locked, each further failure
 * twice as long, up to a quarter of an hour. A quiet hour forgets it, and so does the right
 * password from that address; of a name as such, an hour forgets as many failures as are free in
 * it. A row and not memory, so neither a restart nor another node gives new tries.
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

  /** Forgets what an hour lets go of, as far as time has passed. */
  void leak(int freeInAnHour, Instant now) {
    long gone = Duration.between(lastAt, now).toMillis() * freeInAnHour / MEMORY.toMillis();
    failures = (int) Math.max(0, failures - gone);
  }

  /** Counts a try as failed; who turns out to know the password takes it back. */
  void count(int free, Instant now) {
    if (lastAt.plus(MEMORY).isBefore(now)) {
      failures = 0;
    }
    failures++;
    lastAt = now;
    lockedUntil = failures > free ? now.plus(lock(failures - free - 1)) : null;
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

  /** How long it stays locked, if it is. */
  Optional<Duration> lockedFor(Instant now) {
    return Optional.ofNullable(lockedUntil)
        .filter(now::isBefore)
        .map(until -> Duration.between(now, until));
  }
}
