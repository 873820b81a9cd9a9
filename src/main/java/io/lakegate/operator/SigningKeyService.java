package io.lakegate.operator;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.SigningKeyView;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The keys every tenant's tokens are signed with: for operators, and never the keys themselves.
 * {@code operators} is the tenant they act in.
 */
@ApplicationScoped
public class SigningKeyService {
  @Inject SigningKeys keys;
  @Inject AuditService audit;

  /** Newest first. */
  public List<SigningKeyView> list(TenantId operators, Caller caller) {
    caller.require(Operation.MANAGE_SIGNING_KEYS);
    return keys.list();
  }

  /** {@code SIGNING_KEY_NOT_FOUND}, also when no valid token can be signed with it any more. */
  public SigningKeyView get(TenantId operators, Caller caller, String id) {
    return list(operators, caller).stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new LakegateException(ErrorCode.SIGNING_KEY_NOT_FOUND));
  }

  /** Makes the next key. {@code SIGNING_KEY_PENDING} while the last one has not taken over. */
  public SigningKeyView rotate(TenantId operators, Caller caller) {
    caller.require(Operation.MANAGE_SIGNING_KEYS);
    return audit.change(
        operators,
        caller,
        keys::rotate,
        key -> AuditEntry.named(AuditAction.ROTATE_SIGNING_KEY, key.id()));
  }
}
