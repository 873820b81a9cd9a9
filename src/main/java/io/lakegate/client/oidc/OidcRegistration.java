package io.lakegate.client.oidc;

import java.net.URI;
import java.util.List;

/**
 * The registration of Lakegate as a client of a provider.
 *
 * @param issuer exactly as the provider's own documents say it
 * @param secret null for a client without one
 * @param certificate used instead of a secret; null for a client without one
 * @param scopes asked for; {@code openid} is always among them
 */
public record OidcRegistration(
    URI issuer, String clientId, String secret, OidcCertificate certificate, List<String> scopes) {
  /** Creates a registration that uses a secret, or no proof at all if the secret is null. */
  public OidcRegistration(URI issuer, String clientId, String secret, List<String> scopes) {
    this(issuer, clientId, secret, null, scopes);
  }

  /**
   * Shows issuer and client id. The secret and the key are omitted because the text ends up in
   * logs.
   */
  @Override
  public String toString() {
    return issuer + " " + clientId;
  }
}
