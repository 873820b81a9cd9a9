package io.lakegate.history;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.removal.Removal.Step;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/**
 * Puts markers in place of code, results and logs: of one statement that somebody redacts, and of
 * what was kept long enough, some thousand rows a step.
 */
@ApplicationScoped
@Transactional
@WithinTenant
class RemovalRepository {
  private static final int MAX_COUNT = 1_000;

  @PersistenceContext EntityManager entityManager;

  /** Results of statements submitted in the next part of the time before {@code before}. */
  Step results(TenantId tenant, Instant from, Instant before, String marker) {
    return step(
        tenant,
        from,
        before,
        "update statement_output set output = ?1 where tenant_id = ?2 and statement_id in"
            + " (select s.id from statement s where s.tenant_id = ?2 and s.submitted_at >= ?3"
            + " and s.submitted_at < ?4)",
        Removed.output(marker));
  }

  /** Their code, likewise. */
  Step code(TenantId tenant, Instant from, Instant before, String marker) {
    return step(
        tenant,
        from,
        before,
        "update statement set code = ?1, first_line = ?1 where tenant_id = ?2"
            + " and submitted_at >= ?3 and submitted_at < ?4",
        marker);
  }

  /** Logs that were read last before {@code before}; there is one a session. */
  Step logs(TenantId tenant, Instant from, Instant before, String marker) {
    int count =
        update(
            tenant,
            from,
            before,
            "update session_log set lines = ?1 where tenant_id = ?2 and read_at >= ?3"
                + " and read_at < ?4",
            marker);
    return new Step(count, before, false);
  }

  private Step step(TenantId tenant, Instant from, Instant before, String sql, String marker) {
    Instant end = earlier(before, oldestUnended(tenant));
    if (!from.isBefore(end)) {
      return new Step(0, from, false);
    }
    List<Instant> next =
        entityManager
            .createQuery(
                "select s.submittedAt from Statement s where s.tenantId = :tenant"
                    + " and s.submittedAt >= :from and s.submittedAt < :end"
                    + " order by s.submittedAt",
                Instant.class)
            .setParameter("tenant", tenant)
            .setParameter("from", from)
            .setParameter("end", end)
            .setFirstResult(MAX_COUNT)
            .setMaxResults(1)
            .getResultList();
    // A thousand of one microsecond would be a step that goes nowhere.
    Instant to =
        next.isEmpty() ? end : next.get(0).isAfter(from) ? next.get(0) : from.plusNanos(1_000);
    return new Step(update(tenant, from, to, sql, marker), to, !next.isEmpty());
  }

  /**
   * The time at which the oldest statement that has not ended was submitted; null if all have
   * ended. Such a statement may still get a result, so it and all newer ones are not removed yet.
   */
  private Instant oldestUnended(TenantId tenant) {
    return entityManager
        .createQuery(
            "select s.submittedAt from Statement s where s.tenantId = :tenant"
                + " and s.state in :unended order by s.submittedAt",
            Instant.class)
        .setParameter("tenant", tenant)
        .setParameter(
            "unended",
            List.of(StatementState.WAITING, StatementState.RUNNING, StatementState.CANCELLING))
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }

  private static Instant earlier(Instant one, Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  private int update(TenantId tenant, Instant from, Instant to, String sql, String marker) {
    return entityManager
        .createNativeQuery(sql)
        .setParameter(1, marker)
        .setParameter(2, tenant.value())
        .setParameter(3, Timestamp.from(from))
        .setParameter(4, Timestamp.from(to))
        .executeUpdate();
  }

  /** Puts a marker in place of a statement's code in its row. */
  void redactCode(TenantId tenant, Statement statement, String marker) {
    entityManager
        .createQuery(
            "update Statement s set s.code = :marker, s.firstLine = :marker"
                + " where s.tenantId = :tenant and s.id = :id")
        .setParameter("marker", marker)
        .setParameter("tenant", tenant)
        .setParameter("id", statement.getId())
        .executeUpdate();
  }

  /** The output, what the backend said about it, and the log it may have been printed to. */
  void redactResult(TenantId tenant, Statement statement, String marker) {
    entityManager
        .createQuery(
            "update Statement s set s.attempt.message = null where s.tenantId = :tenant and s.id ="
                + " :id")
        .setParameter("tenant", tenant)
        .setParameter("id", statement.getId())
        .executeUpdate();
    entityManager
        .createQuery(
            "update StatementOutput o set o.output = :output where o.tenantId = :tenant"
                + " and o.statementId = :id")
        .setParameter("output", Removed.output(marker))
        .setParameter("tenant", tenant)
        .setParameter("id", statement.getId())
        .executeUpdate();
    entityManager
        .createQuery(
            "update SessionLog l set l.lines = :marker where l.tenantId = :tenant"
                + " and l.sessionId = :session")
        .setParameter("marker", marker)
        .setParameter("tenant", tenant)
        .setParameter("session", statement.getSessionId())
        .executeUpdate();
  }
}
