package io.lakegate.client.oidc;

import java.util.Map;
import java.util.Optional;

/**
 * The result of redeeming a code.
 *
 * @param claims of the ID token, whose signature, issuer, audience, times and nonce were verified
 * @param accessToken for the provider's own API; null with a challenge
 * @param refreshToken null unless {@code offline_access} was asked for and granted
 * @param challenge nobody is signed in yet: the provider wants more from the person, and to be
 *     given back this JSON when they are sent there again; null when it is satisfied
 */
public record OidcAnswer(
    Map<String, Object> claims, String accessToken, String refreshToken, String challenge) {
  static OidcAnswer of(Map<String, Object> claims, String accessToken, String refreshToken) {
    return new OidcAnswer(claims, accessToken, refreshToken, null);
  }

  static OidcAnswer challenged(String challenge) {
    return new OidcAnswer(Map.of(), null, null, challenge);
  }

  public Optional<String> challenged() {
    return Optional.ofNullable(challenge);
  }

  @Override
  public String toString() {
    return "answer with " + claims.keySet();
  }
}
