package io.lakegate.backend;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * The address, identity and time-out with which a backend is called.
 *
 * @param address base address of its API
 * @param requestTimeout for a whole call, from looking up the host to the last byte of the answer
 */
public record Access(URI address, Authentication authentication, Duration requestTimeout) {
  public Access {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(authentication, "authentication");
    if (requestTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("requestTimeout must be at least one millisecond");
    }
  }

  /** The same with another time-out. */
  public Access within(Duration timeout) {
    return new Access(address, authentication, timeout);
  }
}
