package io.lakegate.ledger;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stores which node looks after which work, and when work that nobody holds is due. A dead node's
 * leases run out and are taken over.
 */
@ApplicationScoped
@Transactional
@WithinTenant
class LeaseRepository {
  @PersistenceContext EntityManager entityManager;

  /** Stores the lease of work just created, held by the node that created it. */
  void create(TenantId tenant, String kind, UUID id, String node, Instant now, Instant until) {
    entityManager
        .createNativeQuery(
            "insert into work_lease (tenant_id, kind, id, node, due_at, leased_until)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6)")
        .setParameter(1, tenant.value())
        .setParameter(2, kind)
        .setParameter(3, id)
        .setParameter(4, node)
        .setParameter(5, Timestamp.from(now))
        .setParameter(6, Timestamp.from(until))
        .executeUpdate();
  }

  /** Makes work known that is due from now on and that no node holds; once known it stays as is. */
  void register(TenantId tenant, String kind, UUID id, Instant now) {
    entityManager
        .createNativeQuery(
            "insert into work_lease (tenant_id, kind, id, due_at)"
                + " select ?1, cast(?2 as varchar), ?3, cast(?4 as timestamp with time zone)"
                + " where not exists (select 1 from work_lease where kind = ?2 and id = ?3)")
        .setParameter(1, tenant.value())
        .setParameter(2, kind)
        .setParameter(3, id)
        .setParameter(4, Timestamp.from(now))
        .executeUpdate();
  }

  /**
   * Takes over due work of all tenants that no other node holds, passing by rows another node is
   * taking at this moment.
   */
  @AcrossTenants
  @SuppressWarnings("unchecked")
  List<WorkKey> claimDue(
      String node, Collection<String> kinds, Instant now, Instant until, int limit) {
    List<String> known = List.copyOf(kinds);
    String placeholders =
        IntStream.range(4, 4 + known.size())
            .mapToObj(place -> "?" + place)
            .collect(Collectors.joining(", "));
    Query due =
        entityManager
            .createNativeQuery(
                "select tenant_id, kind, id from work_lease where due_at <= ?1"
                    + " and (node is null or node = ?2 or leased_until < ?1)"
                    + " and kind in ("
                    + placeholders
                    + ") order by due_at fetch first ?3 rows only for update skip locked")
            .setParameter(1, Timestamp.from(now))
            .setParameter(2, node)
            .setParameter(3, limit);
    for (int i = 0; i < known.size(); i++) {
      due.setParameter(4 + i, known.get(i));
    }
    List<Object[]> rows = due.getResultList();
    List<WorkKey> keys =
        rows.stream()
            .map(row -> new WorkKey(new TenantId((UUID) row[0]), (String) row[1], (UUID) row[2]))
            .toList();
    keys.forEach(key -> claim(key.tenant(), key.kind(), key.id(), node, now, until));
    return keys;
  }

  /** Takes or renews one lease; false when another node holds it or the work is over. */
  boolean claim(TenantId tenant, String kind, UUID id, String node, Instant now, Instant until) {
    return entityManager
            .createNativeQuery(
                "update work_lease set node = ?1, leased_until = ?2, due_at = ?2"
                    + " where tenant_id = ?3 and kind = ?4 and id = ?5"
                    + " and (node is null or node = ?1 or leased_until < ?6)")
            .setParameter(1, node)
            .setParameter(2, Timestamp.from(until))
            .setParameter(3, tenant.value())
            .setParameter(4, kind)
            .setParameter(5, id)
            .setParameter(6, Timestamp.from(now))
            .executeUpdate()
        == 1;
  }

  /**
   * Renews leases that this node holds.
   *
   * @return those that it did not hold any more
   */
  @AcrossTenants
  List<WorkKey> renew(String node, List<WorkKey> keys, Instant now, Instant until) {
    Query renewal =
        entityManager
            .createNativeQuery(
                "update work_lease set leased_until = ?1, due_at = ?1"
                    + " where tenant_id = ?2 and kind = ?3 and id = ?4 and node = ?5"
                    + " and leased_until >= ?6")
            .setParameter(1, Timestamp.from(until))
            .setParameter(5, node)
            .setParameter(6, Timestamp.from(now));
    return keys.stream()
        .filter(
            key ->
                renewal
                        .setParameter(2, key.tenant().value())
                        .setParameter(3, key.kind())
                        .setParameter(4, key.id())
                        .executeUpdate()
                    == 0)
        .toList();
  }

  /**
   * Whether the node holds the lease. The row stays locked until the caller's transaction ends: a
   * node that lost it marks nothing as being sent any more.
   */
  boolean lock(TenantId tenant, String kind, UUID id, String node, Instant now) {
    return !entityManager
        .createNativeQuery(
            "select id from work_lease where tenant_id = ?1 and kind = ?2 and id = ?3"
                + " and node = ?4 and leased_until > ?5 for update")
        .setParameter(1, tenant.value())
        .setParameter(2, kind)
        .setParameter(3, id)
        .setParameter(4, node)
        .setParameter(5, Timestamp.from(now))
        .getResultList()
        .isEmpty();
  }

  /** Lets go until the work is due again. */
  void release(TenantId tenant, String kind, UUID id, String node, Instant dueAt) {
    entityManager
        .createNativeQuery(
            "update work_lease set node = null, leased_until = null, due_at = ?1"
                + " where tenant_id = ?2 and kind = ?3 and id = ?4 and node = ?5")
        .setParameter(1, Timestamp.from(dueAt))
        .setParameter(2, tenant.value())
        .setParameter(3, kind)
        .setParameter(4, id)
        .setParameter(5, node)
        .executeUpdate();
  }

  /** The work is over. */
  void delete(TenantId tenant, String kind, UUID id) {
    entityManager
        .createNativeQuery("delete from work_lease where tenant_id = ?1 and kind = ?2 and id = ?3")
        .setParameter(1, tenant.value())
        .setParameter(2, kind)
        .setParameter(3, id)
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
            "update work_lease set node = null, leased_until = null, due_at = ?1"
                + " where node is not null")
        .setParameter(1, Timestamp.from(now))
        .executeUpdate();
  }
}
