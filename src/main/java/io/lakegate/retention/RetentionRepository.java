package io.lakegate.retention;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
@WithinTenant
class RetentionRepository {
  @PersistenceContext EntityManager entityManager;

  /** Lists the tenants that have ever set how long they keep data, for the sweep. */
  @AcrossTenants
  List<TenantId> tenants() {
    return entityManager
        .createQuery("select r.tenantId from Retention r", TenantId.class)
        .getResultList();
  }

  Optional<Retention> find(TenantId tenant) {
    return find(tenant, LockModeType.NONE);
  }

  /**
   * Reads the settings under the row lock, for removal: another node waits until the caller's
   * transaction ends.
   */
  Optional<Retention> lock(TenantId tenant) {
    return find(tenant, LockModeType.PESSIMISTIC_WRITE);
  }

  private Optional<Retention> find(TenantId tenant, LockModeType lock) {
    return entityManager
        .createQuery("select r from Retention r where r.tenantId = :tenant", Retention.class)
        .setParameter("tenant", tenant)
        .setLockMode(lock)
        .getResultStream()
        .findFirst();
  }

  Retention save(TenantId tenant, Retention retention) {
    if (!retention.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("The retention of another tenant");
    }
    Retention saved = entityManager.merge(retention);
    entityManager.flush();
    return saved;
  }
}
