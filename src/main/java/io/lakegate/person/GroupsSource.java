package io.lakegate.person;

/** Where somebody's groups were learned at their last sign-in. */
public enum GroupsSource {
  /** The ID token named them all. */
  TOKEN,
  /** There were too many for a token, and Microsoft Graph named them. */
  GRAPH,
  /** There were too many for a token and Graph did not answer: no group counts. */
  UNKNOWN
}
