package io.lakegate.operator;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Counts, and nothing but counts: the one thing that is read of other features' tables here. */
@ApplicationScoped
@Transactional
@WithinTenant
class TenantSizeRepository {
  @PersistenceContext EntityManager entityManager;

  TenantSize of(TenantId tenant) {
    return new TenantSize(
        count(tenant, "select count(p) from Person p where p.tenantId = :tenant"),
        count(tenant, "select count(w) from Workspace w where w.tenantId = :tenant"),
        count(
            tenant,
            "select count(s) from Session s where s.tenantId = :tenant and s.endedAt is null"));
  }

  private long count(TenantId tenant, String jpql) {
    return entityManager
        .createQuery(jpql, Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }
}
