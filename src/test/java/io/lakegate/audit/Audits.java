package io.lakegate.audit;

import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.List;

/** The audit trail on a real database. */
public final class Audits {
  private Audits() {}

  public static AuditService on(TestDatabase database, Clock clock) {
    return on(database, clock, new RequestOrigin());
  }

  public static AuditService on(TestDatabase database, Clock clock, RequestOrigin origin) {
    AuditService audit = new AuditService();
    audit.repository = database.repository(AuditEventRepository.class);
    audit.origin = origin;
    audit.clock = clock;
    return audit;
  }

  /** All of a tenant, oldest first. */
  public static List<AuditEvent> events(TestDatabase database, TenantId tenant) {
    return database.inTransaction(
        entityManager ->
            entityManager
                .createQuery(
                    "select e from AuditEvent e where e.tenantId = :tenant order by e.at, e.id",
                    AuditEvent.class)
                .setParameter("tenant", tenant)
                .getResultList());
  }
}
