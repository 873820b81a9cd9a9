package io.lakegate.workspace;

/** How Lakegate proves who it is to a workspace. */
public enum CredentialType {
  NONE,
  BASIC,
  BEARER,
  /** Comes with sign-in through Entra; refused until then. */
  CLIENT_CREDENTIALS,
  /** Comes with sign-in through Entra; refused until then. */
  SIGNED_IN_PERSON;

  public boolean isLater() {
    return this == CLIENT_CREDENTIALS || this == SIGNED_IN_PERSON;
  }

  public boolean hasUser() {
    return this == BASIC;
  }

  public boolean hasSecret() {
    return this == BASIC || this == BEARER;
  }
}
