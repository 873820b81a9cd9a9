package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Records why signing in with a provider failed, for administrators. People are told the event's
 * reference, by which it is found in the audit trail.
 */
@ApplicationScoped
class SignInFailures {
  /** The provider would not, or could not, say who it was. */
  private static final String UNKNOWN = "unknown";

  private static final int REFERENCE = 8;

  @Inject AuditService audit;
  @Inject Clock clock;

  /**
   * Anybody can fail as often as they like, so failures of one kind from one address within a
   * minute are one event, with one reference.
   *
   * @return the reference
   */
  String record(TenantId tenant, SignInOrigin origin, ErrorCode code, String problem) {
    return record(tenant, AuditActor.claiming(UNKNOWN), AuditAction.SIGN_IN, origin, code, problem);
  }

  /** The same for a trial that did not even reach the provider's page. */
  String recordTrial(
      TenantId tenant, Caller caller, SignInOrigin origin, ErrorCode code, String problem) {
    return record(
        tenant, AuditActor.of(caller), AuditAction.TRY_IDENTITY_PROVIDER, origin, code, problem);
  }

  private String record(
      TenantId tenant,
      AuditActor actor,
      AuditAction action,
      SignInOrigin origin,
      ErrorCode code,
      String problem) {
    Instant now = clock.instant();
    String reference =
        Digests.sha256(
                String.join(
                    " ",
                    tenant.toString(),
                    action.name(),
                    origin.address(),
                    code.name(),
                    String.valueOf(now.getEpochSecond() / PersonService.REFUSED_ONCE.toSeconds())))
            .substring(0, REFERENCE)
            .toUpperCase(Locale.ROOT);
    AuditEntry entry =
        new AuditEntry(
            action,
            reference,
            "Reference " + reference,
            null,
            null,
            Map.of("problem", problem),
            List.of(),
            code);
    audit.recordOnce(tenant, actor, entry, PersonService.REFUSED_ONCE);
    return reference;
  }
}
