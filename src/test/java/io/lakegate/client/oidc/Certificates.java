package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificates of test clients. Their keys are made once a JVM and are of 2048 bits: making one of
 * the size Lakegate makes takes the quick compiler's code up to ten seconds.
 */
public final class Certificates {
  private static final Map<Integer, KeyPair> KEYS = new ConcurrentHashMap<>();

  private Certificates() {}

  /** The same for the same number, another for another. */
  public static KeyPair keys(int number) {
    return KEYS.computeIfAbsent(number, first -> newKeys());
  }

  private static KeyPair newKeys() {
    try {
      return new RSAKeyGenerator(2048).generate().toKeyPair();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static OidcCertificate made(int keys, String name, Instant from, Duration life) {
    return SelfSignedCertificate.of(keys(keys), name, from, life);
  }
}
