package io.lakegate.session;

import io.lakegate.backend.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Everything a session is made from, fixed at the moment of its launch. */
record Launch(
    UUID workspaceId,
    String workspaceName,
    UUID profileId,
    String profileName,
    String profileSnapshot,
    String kind,
    UUID ownerId,
    String ownerName,
    String runsAs,
    String name,
    String namePrefix,
    SessionRequest request,
    List<String> startupStatements,
    Duration idleTimeout,
    Duration maxLifetime) {

  /** The request with the session's own name: kept, so that sending it again is the same. */
  String requestNamed(String remoteName) {
    return request.but().name(remoteName).build().toJson().toString();
  }
}
