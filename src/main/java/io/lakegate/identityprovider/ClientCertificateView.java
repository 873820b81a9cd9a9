package io.lakegate.identityprovider;

import io.lakegate.client.oidc.OidcCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A certificate Lakegate proves itself with, as everybody may know it.
 *
 * @param thumbprint SHA-1 in hexadecimal digits, as the Entra admin center shows it
 * @param pem what is given to the provider
 */
public record ClientCertificateView(
    String subject, String thumbprint, Instant expiresAt, String pem) {
  private static final Duration WARNED_BEFORE = Duration.ofDays(30);

  /** Returns null for none. */
  static ClientCertificateView of(String pem) {
    if (pem == null) {
      return null;
    }
    try {
      X509Certificate certificate = OidcCertificate.certificate(pem);
      return new ClientCertificateView(
          certificate.getSubjectX500Principal().getName(),
          OidcCertificate.thumbprint(certificate),
          OidcCertificate.expiry(certificate),
          pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The stored certificate is damaged.", e);
    }
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** Within a month, or already. */
  boolean isExpiring(Instant now) {
    return !now.isBefore(expiresAt.minus(WARNED_BEFORE));
  }
}
