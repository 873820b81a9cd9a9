package io.lakegate.sessionprofile;

import java.util.List;
import java.util.UUID;

/**
 * A session profile as the API shows it and a session keeps it: what may be sent back to change it,
 * its id, and warnings.
 */
public class SessionProfileView extends SessionProfileForm {
  private final UUID id;
  private final List<ProfileWarning> warnings;

  private SessionProfileView(SessionProfile profile, List<ProfileWarning> warnings) {
    fill(profile);
    setOfflineInstall(false);
    this.id = profile.getId();
    this.warnings = warnings;
  }

  /**
   * Shows a profile.
   *
   * @param warnings what will not do what it seems to; null in a list or snapshot, which do not ask
   */
  public static SessionProfileView of(SessionProfile profile, List<ProfileWarning> warnings) {
    return new SessionProfileView(profile, warnings);
  }

  public UUID getId() {
    return id;
  }

  public List<ProfileWarning> getWarnings() {
    return warnings;
  }
}
