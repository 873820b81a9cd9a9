package io.lakegate.platform.security;

import java.time.Instant;

/**
 * A key the portal's tokens are signed with, without the key itself.
 *
 * @param retiredAt null while no newer one has taken over or will
 */
public record SigningKeyView(String id, Instant createdAt, Instant usedFrom, Instant retiredAt) {
  static SigningKeyView of(SigningKey key) {
    return new SigningKeyView(key.id(), key.createdAt(), key.useAt(), key.retiredAt());
  }
}
