package io.lakegate.audit;

import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
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

  Optional<AuditEvent> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select e from AuditEvent e where e.tenantId = :tenant and e.id = :id",
            AuditEvent.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** Newest first, behind {@code after} when it is given. */
  List<AuditEvent> list(TenantId tenant, AuditFilter filter, NameCursor after, int limit) {
    StringBuilder jpql = new StringBuilder("select e from AuditEvent e where e.tenantId = :tenant");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("tenant", tenant);
    and(jpql, parameters, "e.actorName = ", "actor", filter.actor());
    and(jpql, parameters, "e.action = ", "action", filter.action());
    and(jpql, parameters, "e.subjectId = ", "subject", filter.subject());
    boolean refused = AuditFilter.REFUSED.equals(filter.result());
    and(
        jpql,
        parameters,
        refused ? "e.result <> " : "e.result = ",
        "result",
        refused ? AuditEvent.OK : filter.result());
    and(jpql, parameters, "e.at >= ", "from", filter.from());
    and(jpql, parameters, "e.at < ", "to", filter.to());
    if (filter.text() != null) {
      jpql.append(" and (lower(e.actorName) like :text escape '!'")
          .append(" or lower(e.subjectName) like :text escape '!'")
          .append(" or e.address like :text escape '!')");
      parameters.put("text", filter.pattern());
    }
    if (after != null) {
      jpql.append(" and e.at <= :at and (e.at < :at or (e.at = :at and e.id < :afterId))");
      parameters.put("at", after.time());
      parameters.put("afterId", after.id());
    }
    TypedQuery<AuditEvent> query =
        entityManager
            .createQuery(jpql + " order by e.at desc, e.id desc", AuditEvent.class)
            .setMaxResults(limit);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }

  private static void and(
      StringBuilder jpql, Map<String, Object> parameters, String test, String name, Object value) {
    if (value != null) {
      jpql.append(" and ").append(test).append(':').append(name);
      parameters.put(name, value);
    }
  }

  /** Makes a change like the method above, but records the event only if something changed. */
  void changeWhere(TenantId tenant, BooleanSupplier change, Supplier<AuditEvent> event) {
    if (change.getAsBoolean()) {
      add(tenant, event.get());
    }
  }

  /** Stores the event in the caller's transaction, if there is one. */
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

  /** Unless there are so many of that action and result by that person since then. */
  void addUnlessMany(TenantId tenant, AuditEvent event, Instant since, int many) {
    int present =
        entityManager
            .createQuery(
                "select e.id from AuditEvent e where e.tenantId = :tenant"
                    + " and e.action = :action and e.result = :result"
                    + " and e.actorId = :actor and e.at >= :since",
                UUID.class)
            .setParameter("tenant", tenant)
            .setParameter("action", event.getAction())
            .setParameter("result", event.getResult())
            .setParameter("actor", event.getActorId())
            .setParameter("since", since)
            .setMaxResults(many)
            .getResultList()
            .size();
    if (present < many) {
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
