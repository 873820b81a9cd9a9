package io.lakegate.workspace;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A credential as it is given; the secret is only ever written. */
public class CredentialForm {
  @Pattern(
      regexp = "NONE|BASIC|BEARER|CLIENT_CREDENTIALS|SIGNED_IN_PERSON",
      message = "{credential.type}")
  private String type = CredentialType.NONE.name();

  @Size(max = 200, message = "{tooLong}")
  @Pattern(regexp = "[^\\p{Cntrl}:]*", message = "{credential.user}")
  private String user;

  @Size(max = 4000, message = "{tooLong}")
  @Pattern(regexp = "\\P{Cntrl}*", message = "{credential.secret}")
  private String secret;

  static CredentialForm of(Credential credential) {
    CredentialForm form = new CredentialForm();
    form.type = credential.getType().name();
    form.user = credential.getUser();
    return form;
  }

  /** Only of a valid form. */
  CredentialType parsedType() {
    return type == null ? CredentialType.NONE : CredentialType.valueOf(type);
  }

  boolean isSecretGiven() {
    return secret != null && !secret.isEmpty();
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
}
