package io.lakegate.sessionprofile;

import io.lakegate.client.livy.LivySessionRequest;
import jakarta.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one launch asks for: the profile's settings with those of the launch in their place. An
 * override of {@code conf} replaces the keys it names and keeps the others.
 */
public record LaunchSettings(
    String kind,
    Map<String, String> conf,
    List<String> pyFiles,
    List<String> jars,
    List<String> files,
    List<String> archives,
    String driverMemory,
    Integer driverCores,
    String executorMemory,
    Integer executorCores,
    Integer numExecutors,
    String queue,
    Duration idleTimeout,
    Duration maxLifetime) {

  /**
   * @param overrides null = none
   */
  static LaunchSettings of(SessionProfile profile, SessionOverrides overrides) {
    SessionOverrides asked = overrides == null ? new SessionOverrides() : overrides;
    SparkSettings settings = profile.getSettings().with(asked);
    return new LaunchSettings(
        settings.getKind(),
        settings.getConf(),
        settings.getPyFiles(),
        settings.getJars(),
        settings.getFiles(),
        settings.getArchives(),
        settings.getDriverMemory(),
        settings.getDriverCores(),
        settings.getExecutorMemory(),
        settings.getExecutorCores(),
        settings.getNumExecutors(),
        settings.getQueue(),
        LaunchableSettings.parsed(asked.getIdleTimeout(), profile.getIdleTimeout()),
        LaunchableSettings.parsed(asked.getMaxLifetime(), profile.getMaxLifetime()));
  }

  /**
   * For Apache Livy. Neither {@code ttl} nor {@code idleTimeout}: their meaning changes from 0.8 to
   * 0.9 and back with the server's configuration, and 0.8 refuses the second.
   */
  LivySessionRequest forApacheLivy(String name) {
    return new LivySessionRequest(
        kind,
        null,
        jars,
        pyFiles,
        files,
        driverMemory,
        driverCores,
        executorMemory,
        executorCores,
        numExecutors,
        archives,
        queue,
        name,
        conf,
        null,
        null,
        null);
  }

  /**
   * For Fabric, whose session request has no {@code kind} (each statement says its own), {@code
   * pyFiles}, {@code jars}, {@code files} or {@code queue}.
   *
   * @param environmentGuid null = none
   */
  LivySessionRequest forFabric(String name, String environmentGuid) {
    Map<String, String> withEnvironment = new LinkedHashMap<>(conf);
    if (environmentGuid != null) {
      withEnvironment.put(
          ConfEntries.ENVIRONMENT_DETAILS,
          Json.createObjectBuilder().add("id", environmentGuid).build().toString());
    }
    return new LivySessionRequest(
        null,
        null,
        null,
        null,
        null,
        driverMemory,
        driverCores,
        executorMemory,
        executorCores,
        numExecutors,
        archives,
        null,
        name,
        withEnvironment,
        null,
        null,
        null);
  }
}
