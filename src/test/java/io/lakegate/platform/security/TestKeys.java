package io.lakegate.platform.security;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * RSA keys of 2048 bits that protect nothing. They are files, since making one takes the quick
 * compiler's code up to ten seconds.
 */
public final class TestKeys {
  private TestKeys() {}

  /** One of four. */
  public static KeyPair of(int number) {
    try (InputStream in = TestKeys.class.getResourceAsStream("test-key-" + number + ".pem")) {
      String pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      KeyFactory keys = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new KeyPair(
          keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
          key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a provider publishes and uses it. */
  public static RSAKey of(int number, String id) {
    KeyPair pair = of(number);
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
        .privateKey(pair.getPrivate())
        .keyID(id)
        .build();
  }
}
