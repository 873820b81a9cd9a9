package io.lakegate.person;

import jakarta.json.bind.annotation.JsonbProperty;

/** The answer of a token exchange, in the words of RFC 8693 §2.2.1. */
public class TokenExchangeView {
  private final String token;
  private final long seconds;
  private final String scope;

  TokenExchangeView(String token, long seconds, String scope) {
    this.token = token;
    this.seconds = seconds;
    this.scope = scope;
  }

  /** Never shown again. */
  @JsonbProperty("access_token")
  public String getAccessToken() {
    return token;
  }

  @JsonbProperty("issued_token_type")
  public String getIssuedTokenType() {
    return TokenExchangeForm.TOKEN_TYPE + "access_token";
  }

  @JsonbProperty("token_type")
  public String getTokenType() {
    return "Bearer";
  }

  /** Seconds. */
  @JsonbProperty("expires_in")
  public long getExpiresIn() {
    return seconds;
  }

  /** Roles, parted by spaces. */
  @JsonbProperty("scope")
  public String getScope() {
    return scope;
  }
}
