package io.lakegate.person;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
@Transactional
@WithinTenant
class KnownAddressRepository {
  @PersistenceContext EntityManager entityManager;

  /** Asked for every name, also for one that nobody has. */
  boolean isKnown(TenantId tenant, SignInSubject pair, Instant now) {
    return find(tenant, pair)
        .filter(known -> known.getLastAt().plus(KnownAddress.MEMORY).isAfter(now))
        .isPresent();
  }

  /** Keeps the newest {@link KnownAddress#MAX_BY_NAME} of a name. */
  void remember(TenantId tenant, SignInSubject name, SignInSubject pair, Instant now) {
    Optional<KnownAddress> present = find(tenant, pair);
    if (present.isPresent()) {
      present.get().seen(now);
      return;
    }
    entityManager
        .createQuery(
            "select k from KnownAddress k where k.tenantId = :tenant and k.userNameDigest = :name"
                + " order by k.lastAt desc",
            KnownAddress.class)
        .setParameter("tenant", tenant)
        .setParameter("name", name.key())
        .setFirstResult(KnownAddress.MAX_BY_NAME - 1)
        .getResultList()
        .forEach(entityManager::remove);
    entityManager.persist(new KnownAddress(tenant, name, pair, now));
    entityManager.flush();
  }

  private Optional<KnownAddress> find(TenantId tenant, SignInSubject pair) {
    return entityManager
        .createQuery(
            "select k from KnownAddress k where k.tenantId = :tenant and k.subject = :key",
            KnownAddress.class)
        .setParameter("tenant", tenant)
        .setParameter("key", pair.key())
        .getResultStream()
        .findFirst();
  }
}
