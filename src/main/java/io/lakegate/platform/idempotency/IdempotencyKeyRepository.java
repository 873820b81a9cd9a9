package io.lakegate.platform.idempotency;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The keys of the last day and what each one started. */
@ApplicationScoped
@Transactional
@WithinTenant
public class IdempotencyKeyRepository {
  private static final Duration LIFE = Duration.ofHours(24);

  @PersistenceContext EntityManager entityManager;

  /**
   * Finds what this key started. Fails with {@code IDEMPOTENCY_KEY_REUSED} if it was used for
   * another request.
   */
  public Optional<UUID> find(TenantId tenant, IdempotencyKey key) {
    if (key == null) {
      return Optional.empty();
    }
    List<?> rows =
        entityManager
            .createNativeQuery(
                "select request_digest, resource_id from idempotency_key"
                    + " where tenant_id = ?1 and person_id = ?2 and idempotency_key = ?3")
            .setParameter(1, tenant.value())
            .setParameter(2, key.personId())
            .setParameter(3, key.key())
            .getResultList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Object[] row = (Object[]) rows.get(0);
    if (!key.digest().equals(row[0])) {
      throw new LakegateException(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }
    return Optional.of((UUID) row[1]);
  }

  /**
   * Takes the key in the caller's transaction, before what it starts is stored. A second one at the
   * same moment waits for the first and then fails on the primary key.
   */
  public void take(TenantId tenant, IdempotencyKey key, UUID resource, Instant now) {
    entityManager
        .createNativeQuery(
            "insert into idempotency_key (tenant_id, person_id, idempotency_key, request_digest,"
                + " resource_id, created_at) values (?1, ?2, ?3, ?4, ?5, ?6)")
        .setParameter(1, tenant.value())
        .setParameter(2, key.personId())
        .setParameter(3, key.key())
        .setParameter(4, key.digest())
        .setParameter(5, resource)
        .setParameter(6, Timestamp.from(now))
        .executeUpdate();
  }

  /** Forgets keys older than a day, of all tenants; the periodic sweep alone calls it. */
  @AcrossTenants
  public void sweep(Instant now) {
    entityManager
        .createNativeQuery("delete from idempotency_key where created_at < ?1")
        .setParameter(1, Timestamp.from(now.minus(LIFE)))
        .executeUpdate();
  }
}
