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

  public static LakegateException serverError() {
    return new LakegateException(
        new LivyFailure("HTTP 500", 500, null, true, null),
        ErrorCode.LIVY_FAILED,
        "livy",
        "Internal error");
  }
}
