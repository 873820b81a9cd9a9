package io.lakegate.tenant;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
@Transactional
@WithinTenant
class EmailDomainRepository {
  @PersistenceContext EntityManager entityManager;

  /** Lists the tenant's domains in alphabetical order. */
  List<String> list(TenantId tenant) {
    return entityManager
        .createQuery(
            "select d.domain from EmailDomain d where d.tenantId = :tenant order by d.domain",
            String.class)
        .setParameter("tenant", tenant)
        .getResultList();
  }

  /** Finds the tenant that has the domain; asked when nobody has signed in yet. */
  @AcrossTenants
  Optional<TenantId> tenantOf(String domain) {
    return entityManager
        .createQuery(
            "select d.tenantId from EmailDomain d where d.domain = :domain", TenantId.class)
        .setParameter("domain", domain)
        .getResultStream()
        .findFirst();
  }

  /** Exactly these from now on. */
  void replace(TenantId tenant, Collection<String> domains) {
    Set<String> wanted = new HashSet<>(domains);
    List<EmailDomain> present =
        entityManager
            .createQuery(
                "select d from EmailDomain d where d.tenantId = :tenant", EmailDomain.class)
            .setParameter("tenant", tenant)
            .getResultList();
    for (EmailDomain domain : present) {
      if (!wanted.remove(domain.getDomain())) {
        entityManager.remove(domain);
      }
    }
    wanted.forEach(domain -> entityManager.persist(new EmailDomain(tenant, domain)));
    entityManager.flush();
  }
}
