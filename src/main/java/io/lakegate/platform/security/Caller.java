package io.lakegate.platform.security;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** The person on whose behalf something is done, with the rights of this very request. */
public record Caller(
    TenantId tenant, String tenantSlug, UUID personId, String userName, Role role) {

  public boolean may(Operation operation) {
    return role.includes(operation.role());
  }

  /** Refuses with {@code FORBIDDEN} what the role does not allow. */
  public void require(Operation operation) {
    if (!may(operation)) {
      throw new LakegateException(ErrorCode.FORBIDDEN);
    }
  }

  /** Operators create the accounts of other tenants as nobody but themselves. */
  public boolean isOperator() {
    return role == Role.OPERATORS;
  }
}
