package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes guessing slow. A try counts as failed from its beginning and is taken back when the
 * password was right, so a thousand guesses at once get no further than five in a row.
 */
@ApplicationScoped
class LockOut {
  @Inject FailedSignInsRepository repository;
  @Inject Clock clock;

  /**
   * Refuses with {@code SIGN_IN_LOCKED}, which says how long to wait, or counts the try.
   *
   * @param address null: what is tried does not come from a stranger
   */
  void begin(TenantId tenant, String userName, String address) {
    if (address != null) {
      count(tenant, SignInSubject.ofAddress(address));
    }
    count(tenant, SignInSubject.ofName(userName));
  }

  /** The password was right: the name begins anew, the address has one failure less. */
  void succeeded(TenantId tenant, String userName, String address) {
    repository.forget(tenant, SignInSubject.ofName(userName));
    if (address != null) {
      repository.takeBack(tenant, SignInSubject.ofAddress(address));
    }
  }

  private void count(TenantId tenant, SignInSubject subject) {
    Optional<Duration> left;
    try {
      left = repository.count(tenant, subject, clock.instant());
    } catch (PersistenceException e) {
      // The first failure of this subject came twice at the same moment; now there is a row to
      // lock.
      left = repository.count(tenant, subject, clock.instant());
    }
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
