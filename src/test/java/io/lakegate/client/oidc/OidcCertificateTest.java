package io.lakegate.client.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OidcCertificateTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final OidcCertificate MADE =
      Certificates.made(1, "CN=Lakegate acme", NOON, Duration.ofDays(730));

  @Test
  void is_signed_by_itself_for_as_long_as_asked() throws GeneralSecurityException {
    MADE.certificate().verify(MADE.certificate().getPublicKey());

    assertThat(MADE.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=Lakegate acme");
    assertThat(MADE.certificate().getNotBefore().toInstant()).isEqualTo(NOON);
    assertThat(OidcCertificate.expiry(MADE.certificate()))
        .isEqualTo(NOON.plus(Duration.ofDays(730)));
    assertThat(MADE.certificate().getVersion()).isEqualTo(3);
  }

  @Test
  void is_read_again_from_what_it_writes() throws GeneralSecurityException {
    OidcCertificate read = OidcCertificate.of(MADE.certificatePem(), MADE.keyPem());

    assertThat(read).isEqualTo(MADE);
    assertThat(MADE.certificatePem()).doesNotContain("PRIVATE");
  }

  @Test
  void is_never_another_keys_certificate() {
    OidcCertificate other = Certificates.made(2, "CN=Other", NOON, Duration.ofDays(1));

    assertThatThrownBy(() -> OidcCertificate.of(MADE.certificatePem(), other.keyPem()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void needs_a_certificate_and_a_key_without_a_password() {
    assertThatThrownBy(() -> OidcCertificate.certificate("hello"))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(
            () ->
                OidcCertificate.of(
                    MADE.certificatePem(), MADE.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE")))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(
            () ->
                OidcCertificate.of(
                    MADE.certificatePem(),
                    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
