package io.lakegate.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A session as the API shows it: what is stored, seen at the backend at {@code checkedAt}. */
public record SessionView(
    UUID id,
    int version,
    String name,
    UUID profileId,
    String profileName,
    UUID workspaceId,
    String workspaceName,
    String kind,
    String owner,
    SessionState state,
    String remoteId,
    String remoteName,
    String appId,
    String sparkUiUrl,
    String driverLogUrl,
    Instant createdAt,
    Instant acceptedAt,
    Instant readyAt,
    Instant checkedAt,
    Instant endedAt,
    EndCause endCause,
    String message,
    Duration idleTimeout,
    Duration maxLifetime,
    Instant idleDeadline,
    Instant lifetimeDeadline) {

  public static SessionView of(Session session) {
    return new SessionView(
        session.getId(),
        session.getVersion(),
        session.getName(),
        session.getProfileId(),
        session.getProfileName(),
        session.getWorkspaceId(),
        session.getWorkspaceName(),
        session.getKind(),
        session.getOwnerName(),
        session.getState(),
        session.getRemoteId(),
        session.getRemoteName(),
        session.getAppId(),
        session.getSparkUiUrl(),
        session.getDriverLogUrl(),
        session.getCreatedAt(),
        session.getAcceptedAt(),
        session.getReadyAt(),
        session.getCheckedAt(),
        session.getEndedAt(),
        session.getEndCause(),
        session.getMessage(),
        session.getIdleTimeout(),
        session.getMaxLifetime(),
        session.getIdleDeadline(),
        session.getLifetimeDeadline());
  }
}
