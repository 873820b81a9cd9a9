package io.lakegate.workspace;

import io.lakegate.platform.form.Visible;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A credential as it is given; the secret is only ever written. */
public class CredentialForm {
  /** Words as RFC 6749 §3.3 has them, one space between them. */
  private static final String SCOPES = "\\s*|\\s*[!-~&&[^\"\\\\]]+( [!-~&&[^\"\\\\]]+)*\\s*";

  @Pattern(
      regexp = "NONE|BASIC|BEARER|CLIENT_CREDENTIALS|SIGNED_IN_PERSON",
      message = "{credential.type}")
  private String type = CredentialType.NONE.name();

  @Size(max = 200, message = "{tooLong}")
  @Pattern(regexp = "[^\\p{Cntrl}:]*", message = "{credential.user}")
  @Visible
  private String user;

  @Size(max = 4000, message = "{tooLong}")
  @Pattern(regexp = "\\P{Cntrl}*", message = "{credential.secret}")
  private String secret;

  @Size(max = 200, message = "{tooLong}")
  @Pattern(regexp = "[!-~]*", message = "{credential.clientId}")
  private String clientId;

  @Size(max = 500, message = "{tooLong}")
  private String tokenUrl;

  @Size(max = 500, message = "{tooLong}")
  @Pattern(regexp = SCOPES, message = "{credential.scope}")
  private String scope;

  @Size(max = 500, message = "{tooLong}")
  @Pattern(regexp = "[ -~]*", message = "{oneLine}")
  private String audience;

  static CredentialForm of(Credential credential) {
    CredentialForm form = new CredentialForm();
    form.type = credential.getType().name();
    form.user = credential.getUser();
    form.clientId = credential.getClientId();
    form.tokenUrl = credential.getTokenUrl();
    form.scope = credential.getScope();
    form.audience = credential.getAudience();
    return form;
  }

  /** Only of a valid form. */
  CredentialType parsedType() {
    return type == null ? CredentialType.NONE : CredentialType.valueOf(type);
  }

  boolean isSecretGiven() {
    return secret != null && !secret.isEmpty();
  }

  /** Only of a valid form: one spelling; null for none. */
  String plainTokenUrl() {
    return plain(tokenUrl) == null
        ? null
        : WorkspaceUrl.parse(tokenUrl).map(Object::toString).orElse(null);
  }

  String plainScope() {
    return plain(scope);
  }

  String plainAudience() {
    return plain(audience);
  }

  private static String plain(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
  }

  public String getUser() {
    return user;
  }

  public void setUser(String user) {
    this.user = user;
  }

  public String getSecret() {
    return secret;
  }

  public void setSecret(String secret) {
    this.secret = secret;
  }

  public String getClientId() {
    return clientId;
  }

  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  public String getTokenUrl() {
    return tokenUrl;
  }

  public void setTokenUrl(String tokenUrl) {
    this.tokenUrl = tokenUrl;
  }

  public String getScope() {
    return scope;
  }

  public void setScope(String scope) {
    this.scope = scope;
  }

  public String getAudience() {
    return audience;
  }

  public void setAudience(String audience) {
    this.audience = audience;
  }
}
