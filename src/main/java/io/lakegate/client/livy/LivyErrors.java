package io.lakegate.client.livy;

import io.lakegate.client.http.ExchangeException;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.URI;
import java.time.Duration;

/** Turns a failed answer into the refusal that says what it means. */
final class LivyErrors {
  /** Fabric's own status for "no Spark cores left", treated like 429. */
  static final int TOO_MANY_REQUESTS_FOR_CAPACITY = 430;

  private LivyErrors() {}

  /** Host and port, the part of an address that may stand in a message. */
  static String where(LivyEndpoint endpoint) {
    URI url = endpoint.url();
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /** Any answer but a success. */
  static LakegateException of(LivyAnswer answer, LivyEndpoint endpoint) {
    String where = where(endpoint);
    int status = answer.status();
    boolean ambiguous = !LivyWords.provesNotDone(answer);
    return switch (status) {
      case 401, 403 -> LivyFailure.answered(answer, ambiguous, ErrorCode.LIVY_UNAUTHORIZED, where);
      // Sent by gateways that gave up on what is behind them; Fabric answers a create with it.
      case 408 -> LivyFailure.answered(answer, ambiguous, ErrorCode.LIVY_NO_ANSWER, where);
      // A gateway says these too, and may have passed the request on before.
      case 429, 503, TOO_MANY_REQUESTS_FOR_CAPACITY ->
          LivyFailure.answered(
              answer, ambiguous, ErrorCode.LIVY_BUSY, where, words(answer.retryAfter()));
      default -> {
        if (status >= 400) {
          boolean refused = status < 500 || LivyWords.isRefusedForGood(answer);
          ErrorCode code = refused ? ErrorCode.LIVY_REFUSED : ErrorCode.LIVY_FAILED;
          yield LivyFailure.answered(
              answer, ambiguous, code, where, LivyReason.of(answer, endpoint));
        }
        yield notLivy(answer, endpoint);
      }
    };
  }

  /** A redirect, or a success whose body is not what Livy sends. */
  static LakegateException notLivy(LivyAnswer answer, LivyEndpoint endpoint) {
    return LivyFailure.answered(answer, true, ErrorCode.LIVY_BAD_RESPONSE, where(endpoint));
  }

  /** A success whose body is larger than the bound, or than there is room for just now. */
  static LakegateException tooLarge(int status, LivyEndpoint endpoint, int maxBytes) {
    String limit = maxBytes >= 1 << 20 ? (maxBytes >> 20) + " MiB" : maxBytes + " bytes";
    return LivyFailure.answered(
        status, null, true, ErrorCode.LIVY_ANSWER_TOO_LARGE, where(endpoint), limit);
  }

  /** No whole answer came. */
  static LakegateException of(ExchangeException e, LivyEndpoint endpoint, int maxBytes) {
    String where = where(endpoint);
    if (!e.isSent()) {
      return LivyFailure.silent(e, false, ErrorCode.LIVY_UNREACHABLE, where);
    }
    return switch (e.reason()) {
      case TOO_LARGE -> tooLarge(e.status(), endpoint, maxBytes);
      case NOT_HTTP -> LivyFailure.silent(e, true, ErrorCode.LIVY_BAD_RESPONSE, where);
      default -> LivyFailure.silent(e, true, ErrorCode.LIVY_NO_ANSWER, where);
    };
  }

  private static String words(Duration retryAfter) {
    if (retryAfter == null || retryAfter.isZero()) {
      return "a moment";
    }
    long seconds = retryAfter.toSeconds();
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }
}
