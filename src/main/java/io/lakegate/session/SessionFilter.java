package io.lakegate.session;

import java.util.UUID;

/**
 * The filter of a list of sessions; a null field matches every session.
 *
 * @param owner user name
 * @param live true: not ended
 */
public record SessionFilter(
    String owner, UUID profileId, UUID workspaceId, SessionState state, Boolean live) {
  public static SessionFilter any() {
    return new SessionFilter(null, null, null, null, null);
  }

  /** A filter for the sessions of one person that have not ended. */
  public static SessionFilter liveOf(String owner) {
    return new SessionFilter(owner, null, null, null, true);
  }
}
