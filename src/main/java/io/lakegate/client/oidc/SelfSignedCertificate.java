package io.lakegate.client.oidc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * A key pair and a certificate nobody else stands for, which is all a provider asks of a client's.
 * The JDK reads certificates and writes none; this writes the one shape needed (RFC 5280 §4.1, RSA
 * with SHA-256, no extensions).
 */
public final class SelfSignedCertificate {
  private static final int KEY_BITS = 3072;
  private static final int SERIAL_BITS = 120;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTC_TIME = 0x17;
  private static final int VERSION = 0xa0;

  /** sha256WithRSAEncryption without parameters. */
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  /** Good until 2049, after which RFC 5280 wants another form. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private SelfSignedCertificate() {}

  /** RSA, of a size that is to last. */
  public static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a key", e);
    }
  }

  /**
   * A new one each time.
   *
   * @param pair of RSA
   * @param name such as {@code CN=Lakegate}
   */
  public static OidcCertificate of(KeyPair pair, String name, Instant from, Duration life) {
    try {
      byte[] holder = new X500Principal(name).getEncoded();
      byte[] validity =
          der(SEQUENCE, der(UTC_TIME, time(from)), der(UTC_TIME, time(from.plus(life))));
      byte[] body =
          der(
              SEQUENCE,
              der(VERSION, der(INTEGER, new byte[] {2})),
              der(INTEGER, new BigInteger(SERIAL_BITS, new SecureRandom()).toByteArray()),
              ALGORITHM,
              holder,
              validity,
              holder,
              pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(body);
      byte[] whole =
          der(SEQUENCE, body, ALGORITHM, der(BIT_STRING, new byte[] {0}, signature.sign()));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(whole));
      return new OidcCertificate(certificate, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a certificate", e);
    }
  }

  private static byte[] time(Instant instant) {
    return TIME.format(instant).getBytes(StandardCharsets.US_ASCII);
  }

  /** Tag, length, contents (X.690 §8.1). */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      contents.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (contents.size() < 0x80) {
      whole.write(contents.size());
    } else {
      byte[] length = BigInteger.valueOf(contents.size()).toByteArray();
      int sign = length[0] == 0 ? 1 : 0;
      whole.write(0x80 | (length.length - sign));
      whole.write(length, sign, length.length - sign);
    }
    whole.writeBytes(contents.toByteArray());
    return whole.toByteArray();
  }
}
