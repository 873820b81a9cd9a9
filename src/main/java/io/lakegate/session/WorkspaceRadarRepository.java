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

/** Which workspaces are due for a look at all their sessions at once, and who takes it. */
@ApplicationScoped
@Transactional
@WithinTenant
class WorkspaceRadarRepository {
  @PersistenceContext EntityManager entityManager;

  /** A workspace whose sessions are to be looked at. */
  record Due(TenantId tenant, UUID workspaceId) {}

  /** From its first launch on a workspace is looked at. */
  void watch(TenantId tenant, UUID workspaceId, Instant now) {
    entityManager
        .createNativeQuery(
            "insert into workspace_radar (workspace_id, tenant_id, due_at)"
                + " select ?1, ?2, cast(?3 as timestamp with time zone)"
                + " where not exists (select 1 from workspace_radar where workspace_id = ?1)")
        .setParameter(1, workspaceId)
        .setParameter(2, tenant.value())
        .setParameter(3, Timestamp.from(now))
        .executeUpdate();
  }

  /** Takes due workspaces of all tenants that no other node holds. */
  @AcrossTenants
  @SuppressWarnings("unchecked")
  List<Due> claimDue(String node, Instant now, Instant until, int limit) {
    List<Object[]> rows =
        entityManager
            .createNativeQuery(
                "select workspace_id, tenant_id from workspace_radar where due_at <= ?1"
                    + " and (node is null or leased_until < ?1)"
                    + " order by due_at fetch first ?2 rows only for update skip locked")
            .setParameter(1, Timestamp.from(now))
            .setParameter(2, limit)
            .getResultList();
    List<Due> due =
        rows.stream().map(row -> new Due(new TenantId((UUID) row[1]), (UUID) row[0])).toList();
    due.forEach(
        taken ->
            entityManager
                .createNativeQuery(
                    "update workspace_radar set node = ?1, leased_until = ?2"
                        + " where workspace_id = ?3")
                .setParameter(1, node)
                .setParameter(2, Timestamp.from(until))
                .setParameter(3, taken.workspaceId())
                .executeUpdate());
    return due;
  }

  void release(TenantId tenant, UUID workspaceId, Instant dueAt) {
    entityManager
        .createNativeQuery(
            "update workspace_radar set node = null, leased_until = null, due_at = ?1"
                + " where workspace_id = ?2 and tenant_id = ?3")
        .setParameter(1, Timestamp.from(dueAt))
        .setParameter(2, workspaceId)
        .setParameter(3, tenant.value())
        .executeUpdate();
  }
}
