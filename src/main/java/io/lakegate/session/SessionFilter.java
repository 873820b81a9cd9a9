package io.lakegate.session;

import java.util.UUID;

/**
 * Which sessions a list shows; null means any.
 *
 * @param owner user name
 * @param live true: not ended
 */
public record SessionFilter(
    String owner, UUID profileId, UUID workspaceId, SessionState state, Boolean live) {
  public static SessionFilter any() {
    return new SessionFilter(null, null, null, null, null);
  }

  /** What one person has running. */
  public static SessionFilter liveOf(String owner) {
    return new SessionFilter(owner, null, null, null, true);
  }
}
