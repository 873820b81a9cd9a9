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

  protected Credential() {}

  /** A user or secret that the type does not have is dropped. */
  Credential(CredentialType type, String user, String sealedSecret) {
    this.type = type;
    this.user = type.hasUser() ? user : null;
    this.sealedSecret = type.hasSecret() ? sealedSecret : null;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Credential that
        && type == that.type
        && Objects.equals(user, that.user)
        && Objects.equals(sealedSecret, that.sealedSecret);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, user, sealedSecret);
  }
}
