package io.lakegate.platform.idempotency;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Digests;
import java.util.UUID;

/**
 * Makes a POST that starts something safe to repeat: the first one's result is returned again. The
 * API takes it from the header {@code Idempotency-Key}; a page carries a one-time form token.
 *
 * @param digest of what was asked, so that the same key for something else is noticed
 */
public record IdempotencyKey(UUID personId, String key, String digest) {
  private static final int MAX_LENGTH = 200;

  /** Null when no key was given. */
  public static IdempotencyKey of(UUID personId, String key, String request) {
    if (key == null || key.isBlank()) {
      return null;
    }
    if (key.length() > MAX_LENGTH) {
      throw LakegateException.invalid("Idempotency-Key", "Use at most 200 characters.");
    }
    return new IdempotencyKey(personId, key.strip(), Digests.sha256(request));
  }
}
