package io.lakegate.identityprovider;

import io.lakegate.client.oidc.OidcCertificate;
import io.lakegate.client.oidc.SelfSignedCertificate;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The key pairs Lakegate proves itself with at a provider: pasted or made here. The key is sealed
 * for its tenant's settings and opened only to sign.
 */
@ApplicationScoped
class ClientKeys {
  /** Lifetime of a certificate; Entra's own advice for client credentials allows no longer one. */
  private static final Duration LIFE = Duration.ofDays(365);

  @Inject SecretBox secrets;
  @Inject Clock clock;

  /** Slow, and not what most tests are about. */
  Supplier<KeyPair> newKeys = SelfSignedCertificate::newKeys;

  /** Takes what an administrator pasted. {@code INVALID} names what cannot be used. */
  void take(IdentityProvider provider, IdentityProviderForm form) {
    boolean certificate = isGiven(form.getCertificate());
    boolean key = isGiven(form.getPrivateKey());
    if (!certificate && !key) {
      return;
    }
    if (!certificate || !key) {
      throw LakegateException.invalid(
          certificate ? "privateKey" : "certificate",
          "Give the certificate and its private key together.");
    }
    requireInForce(form.getCertificate());
    try {
      OidcCertificate both = OidcCertificate.of(form.getCertificate(), form.getPrivateKey());
      provider.prove(both.certificatePem(), seal(provider, both));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw LakegateException.invalid(
          "privateKey",
          "This is not the key of that certificate in PKCS #8 without a password. Convert it with"
              + " 'openssl pkcs8 -topk8 -nocrypt'; RSA and P-256 will do.");
    }
  }

  private static boolean isGiven(String text) {
    return text != null && !text.isBlank();
  }

  private void requireInForce(String pem) {
    Instant expiry;
    try {
      expiry = OidcCertificate.expiry(OidcCertificate.certificate(pem));
    } catch (GeneralSecurityException e) {
      throw LakegateException.invalid(
          "certificate", "Paste the certificate as PEM, with its BEGIN and END lines.");
    }
    if (!clock.instant().isBefore(expiry)) {
      throw LakegateException.invalid(
          "certificate", "This certificate has expired. Get a new one.");
    }
  }

  /** Makes the next pair, which proves nothing yet. */
  void prepare(IdentityProvider provider) {
    OidcCertificate next =
        SelfSignedCertificate.of(newKeys.get(), "CN=Lakegate", clock.instant(), LIFE);
    provider.prepare(next.certificatePem(), seal(provider, next));
  }

  /** Returns null if none is stored. */
  OidcCertificate open(IdentityProvider provider) {
    if (provider.getCertificate() == null) {
      return null;
    }
    try {
      return OidcCertificate.of(
          provider.getCertificate(), secrets.decrypt(purpose(provider), provider.sealedKey()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The stored key of a provider is damaged.", e);
    }
  }

  private String seal(IdentityProvider provider, OidcCertificate pair) {
    return secrets.encrypt(purpose(provider), pair.keyPem());
  }

  private static String purpose(IdentityProvider provider) {
    return "identity-provider/" + provider.getTenantId() + "/" + provider.getId() + "/key";
  }
}
