package io.lakegate.client.oidc;

import java.net.URI;
import java.util.List;

/**
 * How Lakegate is known to a provider.
 *
 * @param issuer exactly as the provider's own documents say it
 * @param secret null for a client without one
 * @param scopes asked for; {@code openid} is always among them
 */
public record OidcRegistration(URI issuer, String clientId, String secret, List<String> scopes) {
  /** Without the secret, for it ends up in logs. */
  @Override
  public String toString() {
    return issuer + " " + clientId;
  }
}
