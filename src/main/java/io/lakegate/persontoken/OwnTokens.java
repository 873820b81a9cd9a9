package io.lakegate.persontoken;

import java.util.List;

/** The state of what is kept of one's own sign-in for backends: its times, but never a token. */
public final class OwnTokens {
  private final boolean wanted;
  private final PersonToken signIn;
  private final List<PersonAccessToken> resources;

  OwnTokens(PersonToken signIn, List<PersonAccessToken> resources) {
    this(true, signIn, resources);
  }

  private OwnTokens(boolean wanted, PersonToken signIn, List<PersonAccessToken> resources) {
    this.wanted = wanted;
    this.signIn = signIn;
    this.resources = resources;
  }

  /**
   * @param wanted whether the next sign-in may bring one
   */
  static OwnTokens none(boolean wanted) {
    return new OwnTokens(wanted, null, List.of());
  }

  /** Returns whether the organisation keeps people's own tokens at all. */
  public boolean isWanted() {
    return wanted;
  }

  public boolean isKept() {
    return signIn != null;
  }

  /** Returns null when nothing is kept. */
  public PersonToken getSignIn() {
    return signIn;
  }

  /** Returns what it was last worth, by resource; empty while no backend has needed a token. */
  public List<PersonAccessToken> getResources() {
    return resources;
  }

  /** Some backend, or all of them, cannot be used before the next sign-in. */
  public boolean isSignInNeeded() {
    return wanted
        && (signIn == null
            || signIn.isExpired()
            || resources.stream().anyMatch(PersonAccessToken::isRefused));
  }
}
