package io.lakegate.person;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The request of a job for a token in exchange for one of its provider's (RFC 8693 §2.1). */
public class TokenExchangeForm {
  static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:";

  @NotNull(message = "{required}")
  @Pattern(regexp = GRANT, message = "{tokenExchange.grantType}")
  private String grantType;

  @NotNull(message = "{required}")
  private String subjectToken;

  @NotNull(message = "{required}")
  @Pattern(
      regexp = TOKEN_TYPE + "(jwt|access_token|id_token)",
      message = "{tokenExchange.subjectTokenType}")
  private String subjectTokenType;

  @Pattern(
      regexp = TOKEN_TYPE + "(jwt|access_token)",
      message = "{tokenExchange.requestedTokenType}")
  private String requestedTokenType;

  private String scope;

  @NotNull(message = "{required}")
  private String tenant;

  public String getGrantType() {
    return grantType;
  }

  public void setGrantType(String grantType) {
    this.grantType = grantType;
  }

  /** A JWT of the organisation's provider. */
  public String getSubjectToken() {
    return subjectToken;
  }

  public void setSubjectToken(String subjectToken) {
    this.subjectToken = subjectToken;
  }

  public String getSubjectTokenType() {
    return subjectTokenType;
  }

  public void setSubjectTokenType(String subjectTokenType) {
    this.subjectTokenType = subjectTokenType;
  }

  public String getRequestedTokenType() {
    return requestedTokenType;
  }

  public void setRequestedTokenType(String requestedTokenType) {
    this.requestedTokenType = requestedTokenType;
  }

  /** Roles, parted by spaces; none means all one has. */
  public String getScope() {
    return scope;
  }

  public void setScope(String scope) {
    this.scope = scope;
  }

  /** Slug. */
  public String getTenant() {
    return tenant;
  }

  public void setTenant(String tenant) {
    this.tenant = tenant;
  }
}
