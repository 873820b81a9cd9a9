package io.lakegate.person;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
@Transactional
@WithinTenant
class FailedSignInsRepository {
  @PersistenceContext EntityManager entityManager;

  /**
   * Counts a try as failed before its password is looked at, under a row lock, so guesses at the
   * same moment all count. Returns for how long the subject is locked, in which case nothing is
   * counted, or empty.
   */
  Optional<Duration> count(TenantId tenant, SignInSubject subject, Instant now) {
    FailedSignIns row = begun(tenant, subject, now);
    Optional<Duration> left = row.lockedFor(now);
    if (left.isEmpty()) {
      row.count(subject, now);
    }
    entityManager.flush();
    return left;
  }

  /** Counts a try as failed even if the subject is locked, for callers who do not have to wait. */
  void note(TenantId tenant, SignInSubject subject, Instant now) {
    begun(tenant, subject, now).count(subject, now);
    entityManager.flush();
  }

  private FailedSignIns begun(TenantId tenant, SignInSubject subject, Instant now) {
    return locked(tenant, subject)
        .orElseGet(
            () -> {
              deleteBefore(tenant, now.minus(FailedSignIns.MEMORY));
              FailedSignIns first = new FailedSignIns(tenant, subject, now);
              entityManager.persist(first);
              return first;
            });
  }

  void takeBack(TenantId tenant, SignInSubject subject) {
    locked(tenant, subject).ifPresent(row -> row.takeBack(subject.free()));
  }

  void forget(TenantId tenant, SignInSubject subject) {
    entityManager
        .createQuery("delete from FailedSignIns f where f.tenantId = :tenant and f.subject = :key")
        .setParameter("tenant", tenant)
        .setParameter("key", subject.key())
        .executeUpdate();
  }

  private void deleteBefore(TenantId tenant, Instant before) {
    entityManager
        .createQuery("delete from FailedSignIns f where f.tenantId = :tenant and f.lastAt < :at")
        .setParameter("tenant", tenant)
        .setParameter("at", before)
        .executeUpdate();
  }

  private Optional<FailedSignIns> locked(TenantId tenant, SignInSubject subject) {
    return entityManager
        .createQuery(
            "select f from FailedSignIns f where f.tenantId = :tenant and f.subject = :key",
            FailedSignIns.class)
        .setParameter("tenant", tenant)
        .setParameter("key", subject.key())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }
}
