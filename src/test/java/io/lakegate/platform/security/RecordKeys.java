package io.lakegate.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Signs records with a key of its own, made once; publishes nothing. */
public final class RecordKeys extends SigningKeys {
  private static final RSAKey KEY = make("of-the-tests");
  private static final RSAKey THIEFS = make("of-a-thief");

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

  private static RSAKey make(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
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
