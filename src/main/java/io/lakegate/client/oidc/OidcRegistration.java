package io.lakegate.client.oidc;

import java.net.URI;
import java.util.List;

/**
 * How Lakegate is known to a provider.
 *
 * @param issuer exactly as the provider's own documents say it
 * @param secret null for a client without one
 * @param certificate used instead of a secret; null for a client without one
 * @param scopes asked for; {@code openid} is always among them
 */
public record OidcRegistration(
    URI issuer, String clientId, String secret, OidcCertificate certificate, List<String> scopes) {
  /** With a secret, or with nothing. */
  public OidcRegistration(URI issuer, String clientId, String secret, List<String> scopes) {
    this(issuer, clientId, secret, null, scopes);
  }

  /** Without the secret and the key, for it ends up in logs. */
  @Override
  public String toString() {
    return issuer + " " + clientId;
  }
}
