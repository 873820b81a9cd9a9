package io.lakegate.backend;

import io.lakegate.backend.BackendFailure.Symptom;
import io.lakegate.backend.BackendFailure.Verdict;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The one place that turns a {@link BackendFailure} into a refusal with a code and a sentence. The
 * codes are those of API version 1, which were named when Livy was the only backend.
 */
public final class BackendProblem {
  private BackendProblem() {}

  /** Makes a call; its failure is a {@link LakegateException} that keeps it as its cause. */
  public static <T> T asking(Supplier<T> call) {
    try {
      return call.get();
    } catch (BackendFailure e) {
      throw of(e);
    }
  }

  /** The backend cannot tell what became of a request. */
  public static LakegateException unknowable(Backend backend) {
    String host = backend.access().address().getHost();
    return of(BackendFailure.builder(Verdict.MAYBE_DONE, Symptom.SILENT, host).build());
  }

  /** A call that failed in a way nothing is prepared for: what it has done is not known. */
  public static LakegateException unexpected(Throwable cause, Backend backend) {
    return of(
        BackendFailure.builder(
                Verdict.MAYBE_DONE, Symptom.UNINTELLIGIBLE, backend.access().address().getHost())
            .cause(cause)
            .build());
  }

  public static LakegateException of(BackendFailure failure) {
    String where = failure.where();
    return switch (failure.symptom()) {
      case NOT_ALLOWED -> new LakegateException(failure, ErrorCode.HOST_NOT_ALLOWED, where);
      case UNREACHABLE -> new LakegateException(failure, ErrorCode.LIVY_UNREACHABLE, where);
      case SILENT -> new LakegateException(failure, ErrorCode.LIVY_NO_ANSWER, where);
      case UNINTELLIGIBLE -> new LakegateException(failure, ErrorCode.LIVY_BAD_RESPONSE, where);
      case TOO_LARGE ->
          new LakegateException(failure, ErrorCode.LIVY_ANSWER_TOO_LARGE, where, failure.detail());
      case UNAUTHORIZED -> new LakegateException(failure, ErrorCode.LIVY_UNAUTHORIZED, where);
      case REFUSED ->
          new LakegateException(failure, ErrorCode.LIVY_REFUSED, where, failure.detail());
      case BUSY ->
          new LakegateException(
              failure, ErrorCode.LIVY_BUSY, where, words(failure.retryAfter().orElse(null)));
      case FAILED -> new LakegateException(failure, ErrorCode.LIVY_FAILED, where, failure.detail());
    };
  }

  /** The failure behind a refusal; empty if the refusal is not about a call to a backend. */
  public static Optional<BackendFailure> failure(LakegateException problem) {
    return problem.getCause() instanceof BackendFailure failure
        ? Optional.of(failure)
        : Optional.empty();
  }

  /** Whether the refusal is about a call to a backend that failed in this way. */
  public static boolean is(LakegateException problem, Predicate<BackendFailure> way) {
    return failure(problem).filter(way).isPresent();
  }

  private static String words(Duration retryAfter) {
    if (retryAfter == null || retryAfter.isZero()) {
      return "a moment";
    }
    long seconds = retryAfter.toSeconds();
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }
}
