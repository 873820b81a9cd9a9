package io.lakegate.session;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which node looks after which live session. Rows hold only ids; a dead node's leases run out and
 * are taken over.
 */
@ApplicationScoped
@Transactional
@WithinTenant
class SessionLeaseRepository {
  @PersistenceContext EntityManager entityManager;

  /** For a session just launched: leased to the node that launched it. */
  void create(TenantId tenant, UUID sessionId, String node, Instant now, Instant until) {
    entityManager
        .createNativeQuery(
            "insert into session_lease (session_id, tenant_id, due_at, node, leased_until)"
                + " values (?1, ?2, ?3, ?4, ?5)")
        .setParameter(1, sessionId)
        .setParameter(2, tenant.value())
        .setParameter(3, Timestamp.from(now))
        .setParameter(4, node)
        .setParameter(5, Timestamp.from(until))
        .executeUpdate();
  }

  /**
   * Takes over due sessions of all tenants that no other node holds, passing by rows another node
   * is taking at this moment.
   */
  @AcrossTenants
  @SuppressWarnings("unchecked")
  List<SessionLease> claimDue(String node, Instant now, Instant until, int limit) {
    List<Object[]> rows =
        entityManager
            .createNativeQuery(
                "select session_id, tenant_id from session_lease where due_at <= ?1"
                    + " and (node is null or node = ?2 or leased_until < ?1)"
                    + " order by due_at fetch first ?3 rows only for update skip locked")
            .setParameter(1, Timestamp.from(now))
            .setParameter(2, node)
            .setParameter(3, limit)
            .getResultList();
    List<SessionLease> leases =
        rows.stream()
            .map(row -> new SessionLease(new TenantId((UUID) row[1]), (UUID) row[0]))
            .toList();
    leases.forEach(lease -> claim(lease.tenant(), lease.sessionId(), node, now, until));
    return leases;
  }

  /** Takes or renews one lease; false when another node holds it or the session has ended. */
  boolean claim(TenantId tenant, UUID sessionId, String node, Instant now, Instant until) {
    int taken =
        entityManager
            .createNativeQuery(
                "update session_lease set node = ?1, leased_until = ?2, due_at = ?2"
                    + " where session_id = ?3 and tenant_id = ?5"
                    + " and (node is null or node = ?1 or leased_until < ?4)")
            .setParameter(1, node)
            .setParameter(2, Timestamp.from(until))
            .setParameter(3, sessionId)
            .setParameter(4, Timestamp.from(now))
            .setParameter(5, tenant.value())
            .executeUpdate();
    return taken == 1;
  }

  /** Lets go until the session is due again. */
  void release(TenantId tenant, UUID sessionId, String node, Instant dueAt) {
    entityManager
        .createNativeQuery(
            "update session_lease set node = null, leased_until = null, due_at = ?1"
                + " where session_id = ?2 and tenant_id = ?3 and node = ?4")
        .setParameter(1, Timestamp.from(dueAt))
        .setParameter(2, sessionId)
        .setParameter(3, tenant.value())
        .setParameter(4, node)
        .executeUpdate();
  }

  /**
   * Frees what a process that is gone still holds. Only where the database lets in one process at a
   * time; elsewhere another node may be at work.
   */
  @AcrossTenants
  void releaseAll(Instant now) {
    entityManager
        .createNativeQuery(
            "update session_lease set node = null, leased_until = null, due_at = ?1"
                + " where node is not null")
        .setParameter(1, Timestamp.from(now))
        .executeUpdate();
  }

  /** Makes a session due at once for whichever node holds or takes it. */
  void due(TenantId tenant, UUID sessionId, Instant now) {
    entityManager
        .createNativeQuery(
            "update session_lease set due_at = ?1 where session_id = ?2 and tenant_id = ?3")
        .setParameter(1, Timestamp.from(now))
        .setParameter(2, sessionId)
        .setParameter(3, tenant.value())
        .executeUpdate();
  }
}
