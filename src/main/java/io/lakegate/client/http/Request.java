package io.lakegate.client.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One request as it goes out.
 *
 * @param body null for none
 * @param timeout for the whole exchange, from looking up the host to the last byte of the answer
 * @param maxBytes that the body of a successful answer may have
 */
@SuppressWarnings("ArrayRecordComponent") // never copied, never compared
public record Request(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    Duration timeout,
    int maxBytes) {
  /** The default time-out. */
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** A key set of a large provider has some 20 KiB, the groups of one person some 400. */
  static final int MAX_BYTES = 1 << 20;

  /** A short request: 15 seconds and 1 MiB are enough for its answer. */
  public static Request of(String method, URI uri, Map<String, List<String>> headers, String body) {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    return new Request(method, uri, headers, bytes, TIMEOUT, MAX_BYTES);
  }

  /** Whether asking twice changes nothing. */
  boolean isSafe() {
    return method.equals("GET");
  }

  /** Shows method and address, without headers, query and body, which hold credentials. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }
}
