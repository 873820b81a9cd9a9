package io.lakegate.identityprovider;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

@ApplicationScoped
@Transactional
@WithinTenant
class IdentityProviderRepository {
  @PersistenceContext EntityManager entityManager;

  Optional<IdentityProvider> find(TenantId tenant) {
    return entityManager
        .createQuery(
            "select i from IdentityProvider i where i.tenantId = :tenant", IdentityProvider.class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .findFirst();
  }

  IdentityProvider save(TenantId tenant, IdentityProvider provider) {
    if (!provider.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A provider of another tenant");
    }
    IdentityProvider saved = entityManager.merge(provider);
    entityManager.flush();
    return saved;
  }

  Optional<ProviderTrial> findTrial(TenantId tenant) {
    return entityManager
        .createQuery(
            "select t from ProviderTrial t where t.tenantId = :tenant", ProviderTrial.class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .findFirst();
  }

  /** Stores a trial in place of the one before. */
  void save(TenantId tenant, ProviderTrial trial) {
    findTrial(tenant).map(ProviderTrial::getTriedSettings).ifPresent(trial::keep);
    deleteTrial(tenant);
    entityManager.persist(trial);
    entityManager.flush();
  }

  private void deleteTrial(TenantId tenant) {
    entityManager
        .createQuery("delete from ProviderTrial t where t.tenantId = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
  }

  /** Deletes the provider and its trial. */
  void delete(TenantId tenant) {
    deleteTrial(tenant);
    entityManager
        .createQuery("delete from IdentityProvider i where i.tenantId = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
  }
}
