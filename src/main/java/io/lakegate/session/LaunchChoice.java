package io.lakegate.session;

import io.lakegate.sessionprofile.SessionProfile;

/** A profile on the home page. */
public final class LaunchChoice {
  private final SessionProfile profile;
  private final boolean ready;

  /**
   * @param ready false when its workspace is known not to have its language
   */
  LaunchChoice(SessionProfile profile, boolean ready) {
    this.profile = profile;
    this.ready = ready;
  }

  public SessionProfile getProfile() {
    return profile;
  }

  public boolean isReady() {
    return ready;
  }
}
