package io.lakegate.audit;

import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the trail: for administrators and audit readers, and only that of their own tenant. */
@ApplicationScoped
public class AuditTrailService {
  /** Signed lines given at once; one holds up to 500 hashes. */
  private static final int MAX_HEADS = 200;

  @Inject AuditEventRepository repository;
  @Inject AuditChain chain;
  @Inject AuditHeads heads;
  @Inject AuditService audit;

  /** Newest first; one more than the limit when there are more. */
  public List<AuditEvent> list(
      TenantId tenant, Caller caller, AuditFilter filter, NameCursor after, int limit) {
    caller.require(Operation.READ_AUDIT);
    return repository.list(tenant, filter, after, limit + 1);
  }

  /** {@code AUDIT_EVENT_NOT_FOUND}. */
  public AuditEvent get(TenantId tenant, Caller caller, UUID id) {
    AuditEvent event =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.AUDIT_EVENT_NOT_FOUND));
    caller.require(Operation.READ_AUDIT);
    return event;
  }

  /** Notes that a part of the trail is taken away, before it is. */
  public void recordExport(TenantId tenant, Caller caller, String format, AuditFilter filter) {
    caller.require(Operation.READ_AUDIT);
    Map<String, String> asked = filter.words();
    asked.put("format", format);
    audit.record(tenant, caller, AuditEntry.of(AuditAction.EXPORT_AUDIT).after(asked));
  }

  /** Takes a second for some ten thousand events. */
  public AuditVerification verify(TenantId tenant, Caller caller) {
    caller.require(Operation.READ_AUDIT);
    AuditVerification found = chain.verify(tenant);
    audit.record(
        tenant,
        caller,
        AuditEntry.of(AuditAction.VERIFY_AUDIT)
            .after(Map.of("found", found.whole() ? AuditEvent.OK : found.problem().name())));
    return found;
  }

  /** Exported signed heads behind the {@code after}th, oldest first, to be kept elsewhere. */
  public List<String> heads(TenantId tenant, Caller caller, int after) {
    caller.require(Operation.READ_AUDIT);
    return heads.lines(tenant).stream().skip(Math.max(0, after)).limit(MAX_HEADS).toList();
  }
}
