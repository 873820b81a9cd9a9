package io.lakegate.sessionprofile;

import io.lakegate.backend.BackendAdapter;
import io.lakegate.backend.SessionRequest;
import java.util.ArrayList;
import java.util.List;

/** Says beforehand what a launch from a profile will not do as it seems to. */
final class ProfileWarnings {
  private ProfileWarnings() {}

  /**
   * @param request what a launch would ask for
   */
  static List<ProfileWarning> of(
      SessionProfile profile, SessionRequest request, BackendAdapter backend) {
    List<ProfileWarning> warnings = new ArrayList<>();
    backend
        .warnings(request)
        .forEach(found -> warnings.add(new ProfileWarning(found.field(), found.message())));
    if (profile.getIdleTimeout().compareTo(profile.getMaxLifetime()) > 0) {
      warnings.add(
          new ProfileWarning(
              "idleTimeout", "The session ends after its longest lifetime, before this."));
    }
    return List.copyOf(warnings);
  }
}
