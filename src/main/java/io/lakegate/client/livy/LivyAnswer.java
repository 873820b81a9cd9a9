package io.lakegate.client.livy;

import java.time.Duration;

/**
 * A complete answer, nothing about it believed yet.
 *
 * @param mediaType as the server says it, lower case without parameters; empty when it does not
 * @param body of an error, only its beginning
 * @param tooLarge whether the body went over {@code limit} and was left
 * @param limit bytes
 * @param retryAfter null when the server did not say
 */
@SuppressWarnings("ArrayRecordComponent") // up to 64 MiB: never copied, never compared
record LivyAnswer(
    int status, String mediaType, byte[] body, boolean tooLarge, int limit, Duration retryAfter) {
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
