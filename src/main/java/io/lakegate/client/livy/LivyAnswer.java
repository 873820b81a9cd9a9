package io.lakegate.client.livy;

import io.lakegate.client.http.Answer;
import io.lakegate.client.http.Exchange;
import java.time.Duration;
import java.util.Locale;

/**
 * A complete answer, nothing about it believed yet.
 *
 * @param mediaType as the server says it, lower case without parameters; empty when it does not
 * @param body of a failure, perhaps only its beginning
 * @param retryAfter null when the server did not say
 */
@SuppressWarnings("ArrayRecordComponent") // up to 64 MiB: never copied, never compared
record LivyAnswer(int status, String mediaType, byte[] body, Duration retryAfter) {
  static LivyAnswer of(Answer answer) {
    String type = answer.header("Content-Type");
    return new LivyAnswer(
        answer.status(),
        type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
        answer.body(),
        RetryAfter.of(answer));
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the body is certainly all that the server said. */
  boolean isWhole() {
    return isSuccess() || body.length < Exchange.MAX_FAILURE_BYTES;
  }
}
