package io.lakegate.client.livy;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * One Livy server as one tenant reaches it.
 *
 * @param url base address, without {@code /sessions}
 * @param requestTimeout for a whole call, from looking up the host to the last byte of the answer
 */
public record LivyEndpoint(URI url, LivyCredential credential, Duration requestTimeout) {
  public LivyEndpoint {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(credential, "credential");
    if (requestTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("requestTimeout must be at least one millisecond");
    }
  }
}
