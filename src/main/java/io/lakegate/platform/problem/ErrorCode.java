package io.lakegate.platform.problem;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The whole vocabulary of refusals. A name is the {@code code} of a problem document and never
 * changes its meaning; the sentence for people stands in {@code errors.properties}.
 */
public enum ErrorCode {
  // What was asked
  BAD_REQUEST(400),
  INVALID(400),
  BAD_JSON(400),
  BAD_CURSOR(400),
  UNAUTHENTICATED(401),
  SIGN_IN_REFUSED(401),
  SIGN_IN_LOCKED(429),
  TOKEN_REFUSED(401),
  PASSWORD_CHANGE_REQUIRED(403),
  FORBIDDEN(403),
  CROSS_SITE(403),
  FORM_REFUSED(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  STALE(409),
  IDEMPOTENCY_KEY_REUSED(409),
  BODY_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  INTERNAL(500),
  SHUTTING_DOWN(503),
  DATABASE_UNAVAILABLE(503),
  BODY_TOO_SLOW(408),
  TOO_MANY_SLOW_BODIES(429),

  // Tenants and people
  TENANT_NOT_FOUND(404),
  TENANT_SUSPENDED(403),
  TENANT_SLUG_TAKEN(409),
  TENANT_SLUG_RESERVED(400),
  EMAIL_DOMAIN_TAKEN(409),
  PERSON_NOT_FOUND(404),
  USER_NAME_TAKEN(409),
  TOKEN_NOT_FOUND(404),
  SIGNING_KEY_NOT_FOUND(404),
  SIGNING_KEY_PENDING(409),
  TOKEN_SHOWN_ALREADY(409),

  // Signing in with a provider, and what groups give
  LOCAL_SIGN_IN_OFF(403),
  IDENTITY_PROVIDER_NOT_FOUND(404),
  PROVIDER_UNREACHABLE(502),
  PROVIDER_BAD_ANSWER(502),
  PROVIDER_REFUSED(502),
  PROVIDER_NOT_TRUSTED(502),
  PROVIDER_NOT_TRIED(409),
  PROVIDER_SIGN_IN_OVER(400),
  PROVIDER_WANTS_MORE(403),
  RIGHTS_LAPSED(403),
  NO_ROLE(403),
  TOKEN_EXCHANGE_OFF(403),
  SUBJECT_TOKEN_REFUSED(401),
  GROUP_SEARCH_OFF(409),
  CERTIFICATE_NOT_PREPARED(409),
  ACCOUNT_OF_THAT_NAME(409),
  GRAPH_FAILED(502),
  GROUP_ROLE_NOT_FOUND(404),
  GROUP_ROLE_TAKEN(409),
  LAST_ADMINISTRATOR(409),

  // The audit trail
  AUDIT_EVENT_NOT_FOUND(404),
  STATEMENT_NOT_ENDED(409),

  // People's own tokens for backends
  BACKEND_SIGN_IN_MISSING(409),
  BACKEND_SIGN_IN_EXPIRED(409),
  BACKEND_TOKEN_LATER(503),
  PROXY_USER_UNKNOWN(409),

  // Catalogue
  WORKSPACE_NOT_FOUND(404),
  WORKSPACE_NAME_TAKEN(409),
  WORKSPACE_IN_USE(409),
  LAKEHOUSE_NOT_FOUND(404),
  LAKEHOUSE_NAME_TAKEN(409),
  LAKEHOUSE_IN_USE(409),
  ENVIRONMENT_NOT_FOUND(404),
  ENVIRONMENT_NAME_TAKEN(409),
  ENVIRONMENT_IN_USE(409),
  SESSION_PROFILE_NOT_FOUND(404),
  SESSION_PROFILE_NAME_TAKEN(409),
  SESSION_PROFILE_IN_USE(409),
  HOST_NOT_ALLOWED(400),

  // Sessions and statements
  SESSION_NOT_FOUND(404),
  SESSION_NOT_YOURS(403),
  SESSION_ENDED(409),
  SESSION_SHARE_NOT_FOUND(404),
  SESSION_QUOTA_REACHED(409),
  LAUNCH_ON_FABRIC_LATER(409),
  STATEMENT_NOT_FOUND(404),
  STATEMENT_FINISHED(409),
  GIVE_UP_TOO_EARLY(409),

  // Failures of backends (BackendProblem). The codes were named when Livy was the only one
  LIVY_UNREACHABLE(502),
  LIVY_NO_ANSWER(504),
  LIVY_BAD_RESPONSE(502),
  LIVY_ANSWER_TOO_LARGE(502),
  LIVY_UNAUTHORIZED(502),
  LIVY_REFUSED(502),
  LIVY_BUSY(503),
  LIVY_FAILED(502);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** HTTP status of the problem document. */
  public int status() {
    return status;
  }

  /** Used for answers of the server itself, which name no code of ours. */
  public static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      default -> status < 500 ? BAD_REQUEST : INTERNAL;
    };
  }

  /** Returns one or two sentences that say what happened and what to do next. */
  public String sentence(Object... arguments) {
    return MessageFormat.format(bundle().getString(name()), arguments);
  }

  private static ResourceBundle bundle() {
    return ResourceBundle.getBundle("io.lakegate.platform.problem.errors", Locale.ENGLISH);
  }
}
