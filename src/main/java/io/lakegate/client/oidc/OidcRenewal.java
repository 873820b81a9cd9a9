package io.lakegate.client.oidc;

import java.time.Duration;

/** The answer of a token endpoint to a refresh token. */
public sealed interface OidcRenewal {

  /**
   * A new access token.
   *
   * @param lifetime how long the provider says it is good for
   * @param refreshToken in place of the one that was sent; null when that one stays
   */
  record Tokens(String accessToken, Duration lifetime, String refreshToken) implements OidcRenewal {
    /** Both are secrets. */
    @Override
    public String toString() {
      return "tokens for " + lifetime;
    }
  }

  /**
   * Only the person can help, by signing in again.
   *
   * @param everything false: for this scope only, as Entra says with {@code suberror} or {@code
   *     claims} when a resource asks for consent or a second factor
   * @param error the provider's word for it
   * @param claims to be sent along at the next sign-in; null for none
   */
  record SignInNeeded(boolean everything, String error, String claims) implements OidcRenewal {}
}
