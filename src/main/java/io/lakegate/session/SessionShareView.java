package io.lakegate.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A share as the API shows it.
 *
 * @param userName of the colleague; null for all Editors
 */
public record SessionShareView(
    UUID id, UUID sessionId, String userName, boolean allEditors, Instant sharedAt) {
  static SessionShareView of(SessionShare share) {
    return new SessionShareView(
        share.getId(),
        share.getSessionId(),
        share.getPersonName(),
        share.isWithAllEditors(),
        share.getSharedAt());
  }
}
