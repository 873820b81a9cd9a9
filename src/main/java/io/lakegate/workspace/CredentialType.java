package io.lakegate.workspace;

/** The ways in which Lakegate proves its identity to a workspace. */
public enum CredentialType {
  NONE,
  BASIC,
  BEARER,
  /** A token for the application itself, from a token endpoint (OAuth 2.0's grant of that name). */
  CLIENT_CREDENTIALS,
  /** The token of the very person whose code runs. */
  SIGNED_IN_PERSON;

  public boolean hasUser() {
    return this == BASIC;
  }

  public boolean hasSecret() {
    return this == BASIC || this == BEARER || this == CLIENT_CREDENTIALS;
  }

  public boolean hasClient() {
    return this == CLIENT_CREDENTIALS;
  }

  public boolean hasScope() {
    return this == CLIENT_CREDENTIALS || this == SIGNED_IN_PERSON;
  }
}
