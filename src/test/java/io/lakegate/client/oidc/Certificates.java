package io.lakegate.client.oidc;

import io.lakegate.platform.security.TestKeys;
import java.time.Duration;
import java.time.Instant;

/** Certificates of test clients. */
public final class Certificates {
  private Certificates() {}

  /**
   * Those of one number have the same key.
   *
   * @param key as {@link TestKeys} counts
   */
  public static OidcCertificate made(int key, String name, Instant from, Duration life) {
    return SelfSignedCertificate.of(TestKeys.of(key), name, from, life);
  }
}
