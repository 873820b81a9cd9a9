package io.lakegate.workspace;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Objects;

/** A credential as it is stored: its secret only sealed by {@code SecretBox}. */
@Embeddable
public class Credential {
  @Enumerated(EnumType.STRING)
  private CredentialType type;

  private String user;
  private String sealedSecret;
  private String clientId;
  private String tokenUrl;
  private String issuer;
  private String scope;
  private String audience;

  protected Credential() {}

  /** A user or secret that the type does not have is dropped. */
  Credential(CredentialType type, String user, String sealedSecret) {
    this.type = type;
    this.user = type.hasUser() ? user : null;
    this.sealedSecret = type.hasSecret() ? sealedSecret : null;
  }

  /**
   * Takes the fields as given and drops those that the type does not have.
   *
   * @param issuer the provider whose token endpoint is used if the form gives none; it is stored,
   *     so the secret goes to no other provider, even if the tenant changes its provider later
   * @param scope null for none
   */
  Credential(CredentialForm form, String sealedSecret, String issuer, String scope) {
    this(form.parsedType(), form.getUser(), sealedSecret);
    if (type.hasClient()) {
      this.clientId = form.getClientId();
      this.tokenUrl = form.plainTokenUrl();
      this.issuer = tokenUrl == null ? issuer : null;
      this.audience = form.plainAudience();
    }
    this.scope = type.hasScope() ? scope : null;
  }

  /** Whether a secret kept for one is for the other too. */
  boolean sendsSecretWhere(CredentialForm form, String formIssuer) {
    return type == form.parsedType()
        && (!type.hasClient()
            || (Objects.equals(clientId, form.getClientId())
                && Objects.equals(tokenUrl, form.plainTokenUrl())
                && (tokenUrl != null || Objects.equals(issuer, formIssuer))));
  }

  public CredentialType getType() {
    return type;
  }

  public String getUser() {
    return user;
  }

  String sealedSecret() {
    return sealedSecret;
  }

  /** The id of the application at the token endpoint; null for a type without an application. */
  public String getClientId() {
    return clientId;
  }

  /** The address of the token endpoint; null if the provider's own description names it. */
  public String getTokenUrl() {
    return tokenUrl;
  }

  /** The issuer whose description names the token endpoint; null if there is a token URL. */
  public String getIssuer() {
    return issuer;
  }

  /** The scope that a token is requested for, of one resource; null for none. */
  public String getScope() {
    return scope;
  }

  public String getAudience() {
    return audience;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credential that
        && type == that.type
        && Objects.equals(user, that.user)
        && Objects.equals(sealedSecret, that.sealedSecret)
        && Objects.equals(clientId, that.clientId)
        && Objects.equals(tokenUrl, that.tokenUrl)
        && Objects.equals(issuer, that.issuer)
        && Objects.equals(scope, that.scope)
        && Objects.equals(audience, that.audience);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, user, sealedSecret, clientId, tokenUrl, issuer, scope, audience);
  }
}
