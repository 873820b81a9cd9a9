package io.lakegate.audit;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.function.Function;
import java.util.function.Supplier;

@ApplicationScoped
@Transactional
class AuditEventRepository {
  @PersistenceContext EntityManager entityManager;

  /** Makes a change and stores the event that tells of it, both or neither. */
  <T> T change(TenantId tenant, Supplier<T> change, Function<? super T, AuditEvent> event) {
    T changed = change.get();
    add(tenant, event.apply(changed));
    return changed;
  }

  /** In the caller's transaction, if there is one; written when it is committed. */
  void add(TenantId tenant, AuditEvent event) {
    if (!event.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("An audit event of another tenant");
    }
    entityManager.persist(event);
  }
}
