package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes guessing slow, and locks nobody out by it. A name is locked for the address that guesses.
 * The name itself is slowed once many addresses have guessed at it, and then only for addresses
 * from which its person never signed in. An address is locked when more tries fail from it in an
 * hour than in an office; a job that keeps failing with one name stays below that, because its name
 * is locked there. A try counts as failed from its beginning and is taken back when the password
 * was right, so a thousand guesses at once get no further than as many in a row.
 */
@ApplicationScoped
class LockOut {
  /** The first failure of a subject may come several times at the same moment. */
  private static final int MAX_TRIES = 4;

  @Inject FailedSignInsRepository repository;
  @Inject KnownAddressRepository addresses;
  @Inject Clock clock;

  /**
   * Refuses with {@code SIGN_IN_LOCKED}, which says how long to wait, or counts the try. A refused
   * try is not a failure: it makes neither the caller nor others at the same address wait longer.
   */
  void begin(TenantId tenant, String userName, String address) {
    SignInSubject all = SignInSubject.ofAddress(address);
    refuse(count(tenant, all));
    Optional<Duration> left = countName(tenant, userName, address);
    if (left.isPresent()) {
      repository.takeBack(tenant, all);
    }
    refuse(left);
  }

  private Optional<Duration> countName(TenantId tenant, String userName, String address) {
    SignInSubject pair = SignInSubject.ofPair(userName, address);
    Optional<Duration> left = count(tenant, pair);
    if (left.isPresent()) {
      return left;
    }
    SignInSubject name = SignInSubject.ofName(userName);
    if (addresses.isKnown(tenant, pair, clock.instant())) {
      note(tenant, name);
      return left;
    }
    left = count(tenant, name);
    if (left.isPresent()) {
      // A try that was not let through is not a failure and must not lengthen the wait.
      repository.takeBack(tenant, pair);
    }
    return left;
  }

  /** The password was right: this address begins anew, the others have one failure less. */
  void succeeded(TenantId tenant, String userName, String address) {
    SignInSubject pair = SignInSubject.ofPair(userName, address);
    SignInSubject name = SignInSubject.ofName(userName);
    repository.forget(tenant, pair);
    repository.takeBack(tenant, name);
    repository.takeBack(tenant, SignInSubject.ofAddress(address));
    try {
      addresses.remember(tenant, name, pair, clock.instant());
    } catch (PersistenceException e) {
      // Two sign-ins from there at the same moment: the other one has written it down.
      addresses.remember(tenant, name, pair, clock.instant());
    }
  }

  private Optional<Duration> count(TenantId tenant, SignInSubject subject) {
    return again(now -> repository.count(tenant, subject, now));
  }

  private void note(TenantId tenant, SignInSubject subject) {
    again(
        now -> {
          repository.note(tenant, subject, now);
          return Optional.empty();
        });
  }

  private interface Counting {
    Optional<Duration> at(Instant now);
  }

  private Optional<Duration> again(Counting counting) {
    for (int left = MAX_TRIES; ; left--) {
      try {
        return counting.at(clock.instant());
      } catch (PersistenceException e) {
        // Another request has made the row meanwhile; now there is one to lock.
        if (left == 1) {
          throw e;
        }
      }
    }
  }

  private static void refuse(Optional<Duration> left) {
    left.ifPresent(
        wait -> {
          throw new LakegateException(ErrorCode.SIGN_IN_LOCKED, inWords(wait));
        });
  }

  private static String inWords(Duration left) {
    long seconds = Math.max(1, left.toSeconds());
    return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
  }
}
