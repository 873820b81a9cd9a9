package io.lakegate.backend.livy;

import io.lakegate.backend.BackendFailure;
import io.lakegate.backend.BackendFailure.Symptom;
import io.lakegate.backend.BackendFailure.Verdict;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Reads what a failure of {@link LivyClient} means. Its table of codes is the source. */
final class LivyFailures {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** HTTP statuses with which gateways answer while the server behind them is slow or busy. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 430, 502, 503, 504);

  /** Livy refuses a second session of one name with these words (SessionManager.scala). */
  private static final String NAME_TAKEN = "duplicate session name";

  /** Livy limits how many sessions start at once (livy.server.session.max-creation). */
  private static final String FULL = "too many sessions";

  private LivyFailures() {}

  static BackendFailure of(LakegateException problem, LivyEndpoint endpoint) {
    return failure(problem, verdict(problem), endpoint);
  }

  /** Reads the failure of a create, which alone is refused for its name or for want of room. */
  static BackendFailure ofCreate(LakegateException problem, LivyEndpoint endpoint) {
    Verdict verdict = verdict(problem);
    String words = LivyClient.detail(problem).toLowerCase(Locale.ROOT);
    if (verdict == Verdict.REFUSED && words.contains(NAME_TAKEN)) {
      verdict = Verdict.NAME_TAKEN;
    } else if (verdict == Verdict.REFUSED && words.contains(FULL)) {
      verdict = Verdict.FULL;
    }
    return failure(problem, verdict, endpoint);
  }

  private static BackendFailure failure(
      LakegateException problem, Verdict verdict, LivyEndpoint endpoint) {
    Symptom symptom = symptom(problem.code());
    int status = status(problem);
    boolean answered = status != 0;
    boolean silent = !answered && symptom != Symptom.UNINTELLIGIBLE;
    return BackendFailure.builder(verdict, symptom, where(endpoint, symptom))
        .detail(LivyClient.detail(problem))
        .retryAfter(LivyClient.retryAfter(problem).orElse(null))
        .answered(answered)
        .passing(silent || PASSING.contains(status))
        .cause(problem)
        .build();
  }

  private static Verdict verdict(LakegateException problem) {
    if (problem.code() == ErrorCode.LIVY_ANSWER_TOO_LARGE) {
      return Verdict.TOO_LARGE;
    }
    if (LivyClient.isAmbiguous(problem)) {
      return Verdict.MAYBE_DONE;
    }
    return switch (status(problem)) {
      case UNAUTHORIZED -> Verdict.UNAUTHORIZED;
      case FORBIDDEN -> Verdict.FORBIDDEN;
      case NOT_FOUND -> Verdict.GONE;
      default ->
          switch (problem.code()) {
            case LIVY_BUSY -> Verdict.BUSY;
            case LIVY_REFUSED -> Verdict.REFUSED;
            case LIVY_FAILED -> Verdict.NOT_DONE;
            default -> Verdict.NOT_SENT;
          };
    };
  }

  private static Symptom symptom(ErrorCode code) {
    return switch (code) {
      case HOST_NOT_ALLOWED -> Symptom.NOT_ALLOWED;
      case LIVY_UNREACHABLE -> Symptom.UNREACHABLE;
      case LIVY_NO_ANSWER -> Symptom.SILENT;
      case LIVY_ANSWER_TOO_LARGE -> Symptom.TOO_LARGE;
      case LIVY_UNAUTHORIZED -> Symptom.UNAUTHORIZED;
      case LIVY_REFUSED -> Symptom.REFUSED;
      case LIVY_BUSY -> Symptom.BUSY;
      case LIVY_FAILED -> Symptom.FAILED;
      default -> Symptom.UNINTELLIGIBLE;
    };
  }

  private static int status(LakegateException problem) {
    return LivyClient.status(problem).orElse(0);
  }

  private static String where(LivyEndpoint endpoint, Symptom symptom) {
    URI url = endpoint.url();
    boolean hostOnly = url.getPort() < 0 || symptom == Symptom.NOT_ALLOWED;
    return hostOnly ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
