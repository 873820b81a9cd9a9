package io.lakegate.client.oidc;

import java.util.Map;

/**
 * What a code was worth.
 *
 * @param claims of the ID token, whose signature, issuer, audience, times and nonce were verified
 * @param accessToken for the provider's own API
 */
public record OidcAnswer(Map<String, Object> claims, String accessToken) {
  @Override
  public String toString() {
    return "answer with " + claims.keySet();
  }
}
