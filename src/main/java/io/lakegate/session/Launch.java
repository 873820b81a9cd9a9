package io.lakegate.session;

import io.lakegate.client.livy.LivySessionRequest;
import jakarta.json.Json;
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
    LivySessionRequest request,
    List<String> startupStatements,
    Duration idleTimeout,
    Duration maxLifetime) {

  /** The body to send, with the session's own name: kept, so that sending it again is the same. */
  String requestNamed(String remoteName) {
    return Json.createObjectBuilder(request.toJson()).add("name", remoteName).build().toString();
  }
}
