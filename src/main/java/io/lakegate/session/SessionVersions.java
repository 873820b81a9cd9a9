package io.lakegate.session;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.UUID;

/** The versions, as JSON, that an open console compares with those it shows. */
public final class SessionVersions {
  /** A console follows its newest statements; older ones have ended long ago. */
  public static final int NEWEST = 50;

  private SessionVersions() {}

  /** The session cannot be seen any more. */
  static String gone(UUID id) {
    return Json.createObjectBuilder().add("id", id.toString()).add("gone", true).build().toString();
  }

  /** Returns the versions of a session and of its newest statements as JSON. */
  public static String json(Session session, List<StatementVersion> rows) {
    JsonArrayBuilder newest = Json.createArrayBuilder();
    rows.forEach(
        row ->
            newest.add(
                Json.createObjectBuilder()
                    .add("id", row.id().toString())
                    .add("number", row.number())
                    .add("version", row.version())
                    .add("state", row.state().name())));
    return Json.createObjectBuilder()
        .add("id", session.getId().toString())
        .add("version", session.getVersion())
        .add("state", session.getState().name())
        .add("statements", newest)
        .build()
        .toString();
  }
}
