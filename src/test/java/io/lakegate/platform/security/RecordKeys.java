package io.lakegate.platform.security;

import com.nimbusds.jose.jwk.RSAKey;

/** Signs records with a key of its own, made once; publishes nothing. */
public final class RecordKeys extends SigningKeys {
  private static final RSAKey KEY = TestKeys.of(1, "of-the-tests");
  private static final RSAKey THIEFS = TestKeys.of(2, "of-a-thief");

  private final RSAKey key;

  private RecordKeys(RSAKey key) {
    this.key = key;
  }

  public static RecordKeys ours() {
    return new RecordKeys(KEY);
  }

  /** Nobody knows this one. */
  public static RecordKeys ofAThief() {
    return new RecordKeys(THIEFS);
  }

  @Override
  public String presentPublicKey() {
    return key.toPublicJWK().toJSONString();
  }

  @Override
  public String signRecord(String type, String json) {
    return SigningKeys.signRecord(key, type, json);
  }
}
