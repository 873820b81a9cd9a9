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
import java.util.logging.Level;
import java.util.logging.Logger;

/** For how long a tenant keeps what; said by administrators, carried out by a sweep. */
@ApplicationScoped
public class RetentionService {
  private static final Logger LOG = Logger.getLogger(RetentionService.class.getName());

  /** What a sweep leaves, the next one takes. */
  private static final int MOST_STEPS = 200;

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
    for (int step = 0; step < MOST_STEPS; step++) {
      Retention retention = repository.find(tenant).orElseThrow();
      Integer days = retention.days(removal.kind());
      if (days == null) {
        return;
      }
      Instant now = clock.instant();
      Instant before = now.minus(Duration.ofDays(days));
      Instant from = retention.removedTo(removal.kind());
      if (!from.isBefore(before)) {
        return;
      }
      Removal.Step done = step(tenant, removal, before, now);
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

  private Removal.Step step(TenantId tenant, Removal removal, Instant before, Instant now) {
    Removal.Step[] done = new Removal.Step[1];
    audit.changeWhere(
        tenant,
        () -> {
          Retention held = repository.lock(tenant).orElseThrow();
          done[0] = removal.remove(tenant, held.removedTo(removal.kind()), before, now);
          held.removed(removal.kind(), done[0].to());
          repository.save(tenant, held);
          return done[0].count() > 0;
        },
        () ->
            AuditEntry.of(AuditAction.REMOVE_BY_RETENTION)
                .after(
                    Map.of(
                        "kind", removal.kind().name(),
                        "count", done[0].count(),
                        "before", before.toString())));
    return done[0];
  }
}
