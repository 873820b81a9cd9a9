package io.lakegate.client.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A complete answer, about which nothing is believed yet.
 *
 * @param headers by name in any case
 * @param body of a failure at most the first 64 KiB
 */
@SuppressWarnings("ArrayRecordComponent") // up to 64 MiB: never copied, never compared
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  public boolean isSuccess() {
    return isSuccess(status);
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  /** The first header of that name; null for none. */
  public String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
