package io.lakegate.platform.security;

/** The role × operation table of the product; the one place that says which role may do what. */
public enum Operation {
  READ_CATALOGUE(Role.VIEWERS),
  CHANGE_CATALOGUE(Role.ADMINISTRATORS),
  READ_SESSIONS(Role.VIEWERS),
  READ_HISTORY(Role.VIEWERS),
  LAUNCH_SESSION(Role.EDITORS),
  RUN_STATEMENT(Role.EDITORS),
  STOP_OWN_SESSION(Role.EDITORS),
  STOP_ANY_SESSION(Role.ADMINISTRATORS),
  OWN_TOKENS(Role.VIEWERS),
  ALL_TOKENS(Role.ADMINISTRATORS),
  MANAGE_SIGN_IN(Role.ADMINISTRATORS),
  MANAGE_GROUP_ROLES(Role.ADMINISTRATORS),
  /**
   * Members whom an administrator made audit readers may do it too, and operators in their own
   * tenant.
   */
  READ_AUDIT(Role.ADMINISTRATORS),
  CHANGE_RETENTION(Role.ADMINISTRATORS),
  REDACT(Role.ADMINISTRATORS),
  MANAGE_TENANTS(Role.OPERATORS),
  MANAGE_SIGNING_KEYS(Role.OPERATORS);

  private final Role role;

  Operation(Role role) {
    this.role = role;
  }

  /** The least role that may do it. */
  public Role role() {
    return role;
  }
}
