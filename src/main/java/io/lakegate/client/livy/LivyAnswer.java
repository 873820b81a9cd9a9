package io.lakegate.client.livy;

import io.lakegate.client.http.Exchange;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  static LivyAnswer of(Response response) {
    try (response;
        InputStream body = response.readEntity(InputStream.class)) {
      return new LivyAnswer(
          response.getStatus(), mediaType(response), body.readAllBytes(), RetryAfter.of(response));
    } catch (IOException e) {
      // The body is in memory already.
      throw new UncheckedIOException(e);
    }
  }

  private static String mediaType(Response response) {
    String value = response.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return value == null ? "" : value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the body is certainly all that the server said. */
  boolean isWhole() {
    return isSuccess() || body.length < Exchange.MAX_FAILURE_BYTES;
  }
}
