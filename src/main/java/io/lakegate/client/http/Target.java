package io.lakegate.client.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * The destination of one call of a {@link RestApi}, with its credential and its bounds.
 *
 * @param base the address before the path of the API's method
 * @param authorization value of the header {@code Authorization}; null for none
 * @param timeout as {@link Request#timeout}
 * @param maxBytes as {@link Request#maxBytes}
 */
public record Target(URI base, String authorization, Duration timeout, int maxBytes) {
  public Target {
    Objects.requireNonNull(base, "base");
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("A base address has neither query nor fragment");
    }
  }

  /** The address of a request whose path and query were made for another base. */
  URI at(URI made) {
    String before = base.toString();
    String start = before.endsWith("/") ? before.substring(0, before.length() - 1) : before;
    String query = made.getRawQuery() == null ? "" : "?" + made.getRawQuery();
    return URI.create(start + made.getRawPath() + query);
  }

  /** Shows the base address and omits the credential. */
  @Override
  public String toString() {
    return base.toString();
  }
}
