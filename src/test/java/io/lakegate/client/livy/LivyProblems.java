package io.lakegate.client.livy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;

/** Failures as {@link LivyClient} throws them, for those who stand in for it in tests. */
public final class LivyProblems {
  private LivyProblems() {}

  public static LakegateException notSent() {
    return LivyFailure.silent(null, false, ErrorCode.LIVY_UNREACHABLE, "livy");
  }

  public static LakegateException noAnswer() {
    return LivyFailure.silent(null, true, ErrorCode.LIVY_NO_ANSWER, "livy");
  }

  /** The server does not know, or not let in, who asks. */
  public static LakegateException refused(int status) {
    return new LakegateException(
        new LivyFailure("HTTP " + status, status, null, false, null),
        ErrorCode.LIVY_UNAUTHORIZED,
        "livy");
  }

  public static LakegateException serverError() {
    return new LakegateException(
        new LivyFailure("HTTP 500", 500, null, true, null),
        ErrorCode.LIVY_FAILED,
        "livy",
        "Internal error");
  }
}
