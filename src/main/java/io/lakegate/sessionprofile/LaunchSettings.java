package io.lakegate.sessionprofile;

import io.lakegate.backend.SessionRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one launch asks for: the profile's settings with those of the launch in their place. An
 * override of {@code conf} replaces the keys it names and keeps the others.
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
    Map<String, String> conf = new LinkedHashMap<>(profile.getConf());
    if (asked.getConf() != null) {
      conf.putAll(asked.getConf());
    }
    SessionRequest request =
        SessionRequest.builder()
            .kind(or(asked.getKind(), profile.getKind()))
            .pyFiles(or(asked.getPyFiles(), profile.getPyFiles()))
            .jars(or(asked.getJars(), profile.getJars()))
            .files(or(asked.getFiles(), profile.getFiles()))
            .archives(or(asked.getArchives(), profile.getArchives()))
            .driver(
                or(asked.getDriverMemory(), profile.getDriverMemory()),
                or(asked.getDriverCores(), profile.getDriverCores()))
            .executors(
                or(asked.getNumExecutors(), profile.getNumExecutors()),
                or(asked.getExecutorMemory(), profile.getExecutorMemory()),
                or(asked.getExecutorCores(), profile.getExecutorCores()))
            .queue(or(asked.getQueue(), profile.getQueue()))
            .environment(environment)
            .conf(conf)
            .build();
    return new LaunchSettings(
        request,
        SparkSettings.parsed(asked.getIdleTimeout(), profile.getIdleTimeout()),
        SparkSettings.parsed(asked.getMaxLifetime(), profile.getMaxLifetime()));
  }

  private static <T> T or(T asked, T otherwise) {
    return asked == null ? otherwise : asked;
  }
}
