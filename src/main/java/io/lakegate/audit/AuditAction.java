package io.lakegate.audit;

/**
 * The actions that leave an audit event, each with the type of its subject. The names never change
 * their meaning.
 */
public enum AuditAction {
  CREATE_WORKSPACE("workspace"),
  UPDATE_WORKSPACE("workspace"),
  DELETE_WORKSPACE("workspace"),
  CHECK_WORKSPACE("workspace"),
  CREATE_LAKEHOUSE("lakehouse"),
  UPDATE_LAKEHOUSE("lakehouse"),
  DELETE_LAKEHOUSE("lakehouse"),
  CREATE_ENVIRONMENT("environment"),
  UPDATE_ENVIRONMENT("environment"),
  DELETE_ENVIRONMENT("environment"),
  CREATE_SESSION_PROFILE("session-profile"),
  UPDATE_SESSION_PROFILE("session-profile"),
  DELETE_SESSION_PROFILE("session-profile"),

  CREATE_GROUP_ROLE("group-role"),
  UPDATE_GROUP_ROLE("group-role"),
  DELETE_GROUP_ROLE("group-role"),
  SAVE_IDENTITY_PROVIDER("identity-provider"),
  DELETE_IDENTITY_PROVIDER("identity-provider"),
  TRY_IDENTITY_PROVIDER("identity-provider"),
  /** Sign-in settings went live that nobody had signed in with. */
  LIVE_WITHOUT_TRIAL("identity-provider"),
  CHANGE_MEMBER("member"),
  CREATE_TENANT("tenant"),
  UPDATE_TENANT("tenant"),
  ROTATE_SIGNING_KEY("signing-key"),
  CREATE_TOKEN("token"),
  REVOKE_TOKEN("token"),

  SIGN_IN("person"),
  SIGN_OUT("person"),
  /** One's own sign-ins in other browsers. */
  END_SIGN_INS("person"),
  CHANGE_PASSWORD("person"),
  /** The provider wants the person to sign in again before their token opens a backend. */
  EXPIRE_BACKEND_SIGN_IN("person"),
  /** Whatever was asked for and refused; the name of the subject is the request. */
  REQUEST("request"),

  LAUNCH_SESSION("session"),
  STOP_SESSION("session"),
  KEEP_SESSION("session"),
  SHARE_SESSION("session"),
  UNSHARE_SESSION("session"),
  VIEW_SESSION("session"),
  SUBMIT_STATEMENT("statement"),
  CANCEL_STATEMENT("statement"),
  GIVE_UP_STATEMENT("statement"),
  VIEW_RESULT("statement"),
  DOWNLOAD_RESULT("statement"),
  EXPORT_HISTORY("history"),
  REDACT_CODE("statement"),
  REDACT_RESULT("statement"),

  CHANGE_RETENTION("retention"),
  REMOVE_BY_RETENTION("retention"),
  EXPORT_AUDIT("audit"),
  VERIFY_AUDIT("audit");

  private final String subjectType;

  AuditAction(String subjectType) {
    this.subjectType = subjectType;
  }

  public String subjectType() {
    return subjectType;
  }
}
