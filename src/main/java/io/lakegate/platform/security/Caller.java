package io.lakegate.platform.security;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/**
 * The person on whose behalf something is done, with the rights of this very request, which are
 * never empty.
 *
 * @param tokenId the REST token the request bears; null for a browser and for a password
 */
public record Caller(
    TenantId tenant,
    String tenantSlug,
    UUID personId,
    String userName,
    Rights rights,
    UUID tokenId) {

  /** Bears no REST token. */
  public Caller(TenantId tenant, String tenantSlug, UUID personId, String userName, Rights rights) {
    this(tenant, tenantSlug, personId, userName, rights, null);
  }

  /** Makes a caller with a role in the whole tenant. */
  public Caller(TenantId tenant, String tenantSlug, UUID personId, String userName, Role role) {
    this(tenant, tenantSlug, personId, userName, Rights.of(role));
  }

  /** The same person, who bears this REST token. */
  public Caller bearing(UUID token) {
    return new Caller(tenant, tenantSlug, personId, userName, rights, token);
  }

  /** The highest role the person has anywhere in the tenant. */
  public Role role() {
    return rights.highest().orElseThrow();
  }

  public Reach reach() {
    return rights.tenantWide() == null
        ? new Reach(false, rights.inWorkspaces().keySet())
        : Reach.all();
  }

  /**
   * Returns whether a role allows it somewhere; for things of a workspace, ask for that workspace.
   */
  public boolean may(Operation operation) {
    boolean readsAudit =
        operation == Operation.READ_AUDIT && (rights.auditReader() || isOperator());
    return readsAudit || role().includes(operation.role());
  }

  /** Returns whether the role in this workspace allows it. */
  public boolean may(Operation operation, UUID workspace) {
    return rights.in(workspace).filter(role -> role.includes(operation.role())).isPresent();
  }

  /** Refuses with {@code FORBIDDEN} what the role does not allow. */
  public void require(Operation operation) {
    if (!may(operation)) {
      throw new LakegateException(ErrorCode.FORBIDDEN);
    }
  }

  /** Refuses with {@code FORBIDDEN} what the role in this workspace does not allow. */
  public void require(Operation operation, UUID workspace) {
    if (!may(operation, workspace)) {
      throw new LakegateException(ErrorCode.FORBIDDEN);
    }
  }

  /** Operators create the accounts of other tenants as nobody but themselves. */
  public boolean isOperator() {
    return role() == Role.OPERATORS;
  }
}
