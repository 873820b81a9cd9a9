package io.lakegate.client.oidc;

/**
 * The hints that an authorization request carries about the person and the sign-in; {@code
 * loginHint} and {@code claims} may be null.
 *
 * @param loginHint the name the person typed, so they need not type it again
 * @param claims a challenge the provider gave before (JSON), to be met now
 * @param silent answer at once, without asking the person anything ({@code prompt=none})
 */
public record OidcHints(String loginHint, String claims, boolean silent) {
  public static OidcHints none() {
    return new OidcHints(null, null, false);
  }
}
