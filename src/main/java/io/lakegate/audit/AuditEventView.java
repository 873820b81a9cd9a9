package io.lakegate.audit;

import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as the API shows it.
 *
 * @param actorKind {@code PERSON}, {@code TOKEN} or {@code SYSTEM}
 * @param before as it was, secrets masked; null in lists
 * @param after as it is, secrets masked; null in lists
 * @param result {@code ok} or the code of the refusal
 * @param request the same for all events of one request
 */
public record AuditEventView(
    UUID id,
    Instant at,
    String actorKind,
    UUID actorId,
    String actor,
    UUID tokenId,
    String address,
    String action,
    String subjectType,
    String subjectId,
    String subjectName,
    UUID workspaceId,
    JsonObject before,
    JsonObject after,
    String result,
    String request) {

  /** Returns the event without its states before and after, as lists show it. */
  public static AuditEventView listed(AuditEvent event) {
    return of(event, null, null);
  }

  public static AuditEventView of(AuditEvent event) {
    return of(event, json(event.getBefore()), json(event.getAfter()));
  }

  private static AuditEventView of(AuditEvent event, JsonObject before, JsonObject after) {
    return new AuditEventView(
        event.getId(),
        event.getAt(),
        event.getActorKind(),
        event.getActorId(),
        event.getActorName(),
        event.getTokenId(),
        event.getAddress(),
        event.getAction(),
        event.getSubjectType(),
        event.getSubjectId(),
        event.getSubjectName(),
        event.getWorkspaceId(),
        before,
        after,
        event.getResult(),
        event.getRequest());
  }

  /**
   * Returns the text as JSON; text that is not JSON, which may be forged, in a field {@code text}.
   */
  static JsonObject json(String text) {
    if (text == null) {
      return null;
    }
    try {
      return BoundedJson.object(text);
    } catch (JsonException e) {
      return Json.createObjectBuilder().add("text", text).build();
    }
  }
}
