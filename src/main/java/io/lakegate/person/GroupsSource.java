package io.lakegate.person;

import java.util.EnumSet;
import java.util.Set;

/** The place where a person's groups were learned at their last sign-in. */
public enum GroupsSource {
  /** The ID token named them all. */
  TOKEN,
  /** The provider's UserInfo named some or all of them. */
  USER_INFO,
  /** There were too many for a token, and Microsoft Graph named them. */
  GRAPH,
  /** There were too many for a token and Graph did not answer: no group counts. */
  UNKNOWN,
  /**
   * The provider's UserInfo was needed and could not be read: what the ID token named counts, and
   * what an earlier sign-in saw for as long as that counts.
   */
  USER_INFO_FAILED,
  /** Neither the ID token nor UserInfo has any of the configured claims: no group counts. */
  CLAIM_ABSENT,
  /** Some configured claim is there, and none of them is a list of texts: no group counts. */
  CLAIM_NO_LIST;

  private static final Set<GroupsSource> KNOWN = EnumSet.of(TOKEN, USER_INFO, GRAPH);

  /**
   * Returns whether the provider said which groups they are, be it none; else there may be others.
   */
  public boolean isKnown() {
    return KNOWN.contains(this);
  }
}
