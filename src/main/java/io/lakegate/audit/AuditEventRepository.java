package io.lakegate.audit;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

@ApplicationScoped
@Transactional
@WithinTenant
class AuditEventRepository {
  @PersistenceContext EntityManager entityManager;

  /** Makes a change and stores the event that tells of it, both or neither. */
  <T> T change(TenantId tenant, Supplier<T> change, Function<? super T, AuditEvent> event) {
    T changed = change.get();
    add(tenant, event.apply(changed));
    return changed;
  }

  /** In the caller's transaction, if there is one. */
  void add(TenantId tenant, AuditEvent event) {
    if (!event.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("An audit event of another tenant");
    }
    entityManager.persist(event);
    // Before the caller's transaction goes on with another tenant's rows.
    entityManager.flush();
  }

  /** Unless there is one like it that is not older. */
  void addUnlessSince(TenantId tenant, AuditEvent event, Instant since) {
    if (!isThereSince(tenant, event, since)) {
      add(tenant, event);
    }
  }

  private boolean isThereSince(TenantId tenant, AuditEvent event, Instant since) {
    String who = event.getActorId() == null ? "e.address = :who" : "e.actorId = :who";
    String what = event.getSubjectId() == null ? "" : " and e.subjectId = :subject";
    TypedQuery<UUID> same =
        entityManager
            .createQuery(
                "select e.id from AuditEvent e where e.tenantId = :tenant"
                    + " and e.action = :action and e.result = :result and e.at >= :since and "
                    + who
                    + what,
                UUID.class)
            .setParameter("tenant", tenant)
            .setParameter("action", event.getAction())
            .setParameter("result", event.getResult())
            .setParameter("since", since)
            .setParameter(
                "who", event.getActorId() == null ? event.getAddress() : event.getActorId())
            .setMaxResults(1);
    if (event.getSubjectId() != null) {
      same.setParameter("subject", event.getSubjectId());
    }
    return !same.getResultList().isEmpty();
  }
}
