package io.lakegate.client.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate and key with which a client proves its identity instead of a secret ({@code
 * private_key_jwt}, OpenID Connect Core 1.0 §9): the provider knows the certificate, and only
 * Lakegate knows the key.
 */
public record OidcCertificate(X509Certificate certificate, PrivateKey key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** The first certificate in a PEM text. {@code GeneralSecurityException} when it holds none. */
  public static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return X509CertUtils.parseWithException(pem);
  }

  /**
   * The certificate with its key, RSA or P-256. {@code GeneralSecurityException} when one of them
   * cannot be read or they do not belong together.
   *
   * @param keyPem PKCS #8 without a password
   */
  public static OidcCertificate of(String certificatePem, String keyPem)
      throws GeneralSecurityException {
    X509Certificate certificate = certificate(certificatePem);
    Matcher pem = KEY.matcher(keyPem);
    if (!pem.find()) {
      throw new GeneralSecurityException("No key in PKCS #8 without a password");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    PrivateKey key =
        KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    OidcCertificate both = new OidcCertificate(certificate, key);
    both.requireFit();
    return both;
  }

  private void requireFit() throws GeneralSecurityException {
    String name = key instanceof ECPrivateKey ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] sample = {1};
    Signature signing = Signature.getInstance(name);
    signing.initSign(key);
    signing.update(sample);
    byte[] signature = signing.sign();
    Signature verifying = Signature.getInstance(name);
    verifying.initVerify(certificate.getPublicKey());
    verifying.update(sample);
    if (!verifying.verify(signature)) {
      throw new GeneralSecurityException("The key is not this certificate's");
    }
  }

  /** The time after which the certificate is no longer valid. */
  public static Instant expiry(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** SHA-1 in hexadecimal digits: a name, which proves nothing. */
  public static String thumbprint(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
    return HexFormat.of().withUpperCase().formatHex(digest);
  }

  /** The certificate in PEM, as it is shown and given to the provider; nothing in it is secret. */
  public String certificatePem() {
    return X509CertUtils.toPEMString(certificate);
  }

  /** PKCS #8, to be encrypted. */
  public String keyPem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** RSA as everybody takes it, also Entra; of the curves only P-256, which needs no choice. */
  JWSAlgorithm algorithm() {
    return key instanceof ECPrivateKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
  }

  /** Shows the certificate's subject and expiry and omits the key. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal() + " until " + expiry(certificate);
  }
}
