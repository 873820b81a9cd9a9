package io.lakegate.client.livy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.Optional;

/** The facts of a failure that programs need, kept as the cause of its LakegateException. */
final class LivyFailure extends RuntimeException {
  /** No answer came, so there is no status. */
  static final int NO_STATUS = 0;

  private final int status;
  private final transient Duration retryAfter;
  private final boolean ambiguous;
  private final String detail;

  LivyFailure(
      String what,
      int status,
      Duration retryAfter,
      boolean ambiguous,
      String detail,
      Throwable cause) {
    super(what, cause);
    this.status = status;
    this.retryAfter = retryAfter;
    this.ambiguous = ambiguous;
    this.detail = detail;
  }

  /** A failure without an answer. */
  static LakegateException silent(Throwable cause, boolean sent, ErrorCode code, String where) {
    LivyFailure failure =
        new LivyFailure("No answer from " + where, NO_STATUS, null, sent, "", cause);
    return new LakegateException(failure, code, where);
  }

  /**
   * A failure that the server answered.
   *
   * @param arguments of the code's sentence: the server, and what else it says
   */
  static LakegateException answered(
      LivyAnswer answer, boolean ambiguous, ErrorCode code, Object... arguments) {
    return answered(answer.status(), answer.retryAfter(), ambiguous, code, arguments);
  }

  static LakegateException answered(
      int status, Duration retryAfter, boolean ambiguous, ErrorCode code, Object... arguments) {
    String detail = arguments.length < 2 ? "" : arguments[1].toString();
    LivyFailure failure =
        new LivyFailure("HTTP " + status, status, retryAfter, ambiguous, detail, null);
    return new LakegateException(failure, code, arguments);
  }

  static Optional<LivyFailure> of(LakegateException problem) {
    return problem.getCause() instanceof LivyFailure failure
        ? Optional.of(failure)
        : Optional.empty();
  }

  int status() {
    return status;
  }

  Duration retryAfter() {
    return retryAfter;
  }

  boolean isAmbiguous() {
    return ambiguous;
  }

  /** The text that the sentence holds beside the server's name; empty if there is none. */
  String detail() {
    return detail;
  }
}
