package io.lakegate.session;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;

/** What an open console compares with what it shows, as JSON. */
final class SessionVersions {
  /** A console follows its newest statements; older ones have ended long ago. */
  static final int NEWEST = 50;

  private SessionVersions() {}

  static String json(Session session, List<StatementRepository.VersionRow> rows) {
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
        .add("version", session.getVersion())
        .add("state", session.getState().name())
        .add("statements", newest)
        .build()
        .toString();
  }
}
