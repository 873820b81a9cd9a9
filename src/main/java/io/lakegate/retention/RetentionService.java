package io.lakegate.retention;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Manages how long a tenant keeps its data. Administrators set it, and a sweep removes what is
 * older.
 */
@ApplicationScoped
public class RetentionService {
  private static final Logger LOG = Logger.getLogger(RetentionService.class.getName());

  /**
   * Maximum steps of one sweep for a tenant and a kind of data; the next sweep removes the rest.
   */
  private static final int MAX_STEPS = 200;

  @Inject RetentionRepository repository;
  @Inject @Any Instance<Removal> removals;
  @Inject AuditService audit;
  @Inject Forms forms;
  @Inject Clock clock;

  /** Empty while nothing was ever said: everything is kept for ever. */
  public Optional<Retention> find(TenantId tenant, Caller caller) {
    caller.require(Operation.CHANGE_RETENTION);
    return repository.find(tenant);
  }

  /** {@code INVALID}, {@code STALE}. What becomes too old by it goes with the next sweep. */
  public Retention save(TenantId tenant, Caller caller, RetentionForm form) {
    caller.require(Operation.CHANGE_RETENTION);
    forms.require(form);
    Optional<Retention> present = repository.find(tenant);
    present.ifPresent(found -> forms.requireVersion(form.getVersion(), found.getVersion()));
    RetentionView before = present.map(RetentionView::of).orElse(null);
    Retention retention = present.orElseGet(() -> new Retention(tenant));
    retention.apply(form);
    try {
      return audit.change(
          tenant,
          caller,
          () -> repository.save(tenant, retention),
          saved ->
              AuditEntry.of(AuditAction.CHANGE_RETENTION)
                  .before(before)
                  .after(RetentionView.of(saved)));
    } catch (OptimisticLockException e) {
      throw new LakegateException(e, ErrorCode.STALE);
    } catch (PersistenceException e) {
      throw Violation.is(Violation.DUPLICATE, e) ? new LakegateException(e, ErrorCode.STALE) : e;
    }
  }

  /** Removes what is too old, in all tenants; one's trouble is not another's. */
  public void sweep() {
    for (TenantId tenant : repository.tenants()) {
      for (Removal removal : removals) {
        try {
          remove(tenant, removal);
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, removal.kind() + " of " + tenant + " are removed later.", e);
        }
      }
    }
  }

  /** Step by step, each a transaction, so that nobody waits for long. */
  void remove(TenantId tenant, Removal removal) {
    long count = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
      Removal.Step done = step(tenant, removal);
      count += done.count();
      if (!done.more()) {
        break;
      }
    }
    if (count > 0) {
      long removed = count;
      LOG.info(() -> removed + " " + removal.kind() + " of " + tenant + " were too old.");
    }
  }

  /**
   * Removes one portion. The settings are read under the lock, so those at the moment of removal
   * count.
   */
  private Removal.Step step(TenantId tenant, Removal removal) {
    Instant now = clock.instant();
    AtomicReference<Removal.Step> done = new AtomicReference<>();
    AtomicReference<Instant> before = new AtomicReference<>();
    audit.changeWhere(
        tenant,
        () -> {
          Retention held = repository.lock(tenant).orElseThrow();
          Integer days = held.days(removal.kind());
          Instant from = held.removedTo(removal.kind());
          before.set(days == null ? from : now.minus(Duration.ofDays(days)));
          if (!from.isBefore(before.get())) {
            done.set(new Removal.Step(0, from, false));
            return false;
          }
          done.set(removal.remove(tenant, from, before.get(), now));
          held.removed(removal.kind(), done.get().to());
          repository.save(tenant, held);
          return done.get().count() > 0;
        },
        () ->
            AuditEntry.of(AuditAction.REMOVE_BY_RETENTION)
                .after(
                    Map.of(
                        "kind", removal.kind().name(),
                        "count", done.get().count(),
                        "before", before.get().toString())));
    return done.get();
  }
}
