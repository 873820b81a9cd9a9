package io.lakegate.sessionprofile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A session profile as the API shows it and a session keeps it.
 *
 * @param warnings what will not do what it seems to; null in a list or snapshot, which do not ask
 */
public record SessionProfileView(
    UUID id,
    int version,
    String name,
    UUID workspaceId,
    UUID lakehouseId,
    UUID environmentId,
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
    List<String> startupStatements,
    UUID wheelhouseId,
    boolean offlineInstall,
    Duration idleTimeout,
    Duration maxLifetime,
    String sessionNamePrefix,
    List<String> overridable,
    List<ProfileWarning> warnings) {

  public static SessionProfileView of(SessionProfile profile, List<ProfileWarning> warnings) {
    return new SessionProfileView(
        profile.getId(),
        profile.getVersion(),
        profile.getName(),
        profile.getWorkspaceId(),
        profile.getLakehouseId(),
        profile.getEnvironmentId(),
        profile.getKind(),
        profile.getConf(),
        profile.getPyFiles(),
        profile.getJars(),
        profile.getFiles(),
        profile.getArchives(),
        profile.getDriverMemory(),
        profile.getDriverCores(),
        profile.getExecutorMemory(),
        profile.getExecutorCores(),
        profile.getNumExecutors(),
        profile.getQueue(),
        profile.getStartupStatements(),
        null,
        false,
        profile.getIdleTimeout(),
        profile.getMaxLifetime(),
        profile.getSessionNamePrefix(),
        profile.getOverridable(),
        warnings);
  }
}
