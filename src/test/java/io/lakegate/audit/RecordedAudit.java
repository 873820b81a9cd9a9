package io.lakegate.audit;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the entries, each with the name of who did it; what throws leaves none, as it rolls back.
 */
public final class RecordedAudit extends AuditService {
  /** Who did what in which tenant; {@code before} and {@code after} as JSON text. */
  public record Recorded(
      TenantId tenant, String actor, AuditEntry entry, String before, String after) {
    public AuditAction action() {
      return entry.action();
    }
  }

  private final List<Recorded> recorded = new ArrayList<>();

  public List<Recorded> recorded() {
    return recorded;
  }

  public List<AuditAction> actions() {
    return recorded.stream().map(Recorded::action).toList();
  }

  public Recorded last() {
    return recorded.get(recorded.size() - 1);
  }

  @Override
  public <T> T changeBy(
      TenantId tenant,
      AuditActor actor,
      Supplier<T> change,
      Function<? super T, AuditEntry> entry) {
    T changed = change.get();
    recordBy(tenant, actor, entry.apply(changed));
    return changed;
  }

  @Override
  public void record(TenantId tenant, Caller caller, AuditEntry entry) {
    recordBy(tenant, caller == null ? AuditActor.SYSTEM : AuditActor.of(caller), entry);
  }

  @Override
  public void recordRefusedRequest(TenantId tenant, Caller caller, ErrorCode code) {
    record(tenant, caller, AuditEntry.named(AuditAction.REQUEST, null).refused(code));
  }

  @Override
  public void recordOnce(TenantId tenant, AuditActor actor, AuditEntry entry, Duration lately) {
    recordBy(tenant, actor, entry);
  }

  @Override
  public void recordBy(TenantId tenant, AuditActor actor, AuditEntry entry) {
    recorded.add(
        new Recorded(
            tenant, actor.name(), entry, AuditState.before(entry), AuditState.after(entry)));
  }
}
