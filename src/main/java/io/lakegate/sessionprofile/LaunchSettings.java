package io.lakegate.sessionprofile;

import io.lakegate.backend.SessionRequest;
import java.time.Duration;

/**
 * The settings of one launch: those of the profile, replaced by those of the launch where it has
 * any. An override of {@code conf} replaces the keys it names and keeps the others.
 *
 * @param request all that the backend is asked for, but for the name and the user
 */
public record LaunchSettings(SessionRequest request, Duration idleTimeout, Duration maxLifetime) {

  /**
   * @param overrides null = none
   * @param environment its id at the backend; null = none
   */
  static LaunchSettings of(SessionProfile profile, SessionOverrides overrides, String environment) {
    SessionOverrides asked = overrides == null ? new SessionOverrides() : overrides;
    SessionRequest request =
        SessionRequest.builder()
            .all(profile.getSettings().with(asked).values())
            .environment(environment)
            .build();
    return new LaunchSettings(
        request,
        LaunchableSettings.parsed(asked.getIdleTimeout(), profile.getIdleTimeout()),
        LaunchableSettings.parsed(asked.getMaxLifetime(), profile.getMaxLifetime()));
  }
}
