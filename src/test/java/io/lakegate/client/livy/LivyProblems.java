package io.lakegate.client.livy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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
        new LivyFailure("HTTP " + status, status, null, false, "", null),
        ErrorCode.LIVY_UNAUTHORIZED,
        "livy");
  }

  public static LakegateException serverError() {
    return new LakegateException(
        new LivyFailure("HTTP 500", 500, null, true, "Internal error", null),
        ErrorCode.LIVY_FAILED,
        "livy",
        "Internal error");
  }

  /** Livy understood what it was asked for, and would not. */
  public static LakegateException rejected(String reason) {
    return answered(400, "application/json", "{\"msg\":\"" + reason + "\"}");
  }

  /** What comes of an answer with that status, media type and body. */
  public static LakegateException answered(int status, String mediaType, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return LivyErrors.of(new LivyAnswer(status, mediaType, bytes, null), LivyClients.at(8998));
  }

  public static LakegateException tooLarge() {
    return LivyErrors.tooLarge(200, LivyClients.at(8998), 1 << 16);
  }

  /** The server has too much to do, did nothing, and says when to ask again. */
  public static LakegateException busy(Duration retryAfter) {
    return new LakegateException(
        new LivyFailure("HTTP 429", 429, retryAfter, false, "", null), ErrorCode.LIVY_BUSY, "livy");
  }
}
