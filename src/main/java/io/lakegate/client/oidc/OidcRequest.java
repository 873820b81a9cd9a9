package io.lakegate.client.oidc;

import java.net.URI;

/**
 * One sign-in on its way: what ties the answer to the question.
 *
 * @param redirectUri where the provider sends the person back to
 * @param state comes back with the code
 * @param nonce comes back inside the ID token
 * @param verifier proves to the provider that who redeems the code asked for it (PKCE)
 */
public record OidcRequest(URI redirectUri, String state, String nonce, String verifier) {
  /** None of it is for logs. */
  @Override
  public String toString() {
    return "request for " + redirectUri;
  }
}
