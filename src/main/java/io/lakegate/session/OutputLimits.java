package io.lakegate.session;

import io.lakegate.backend.RemoteOutput;
import io.lakegate.platform.settings.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;

/** How much of an output is kept, and how much the backend gave at most. */
@ApplicationScoped
class OutputLimits {
  /** Json's own methods look for the provider each time. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final int maxOutput = Setting.STATEMENT_MAX_OUTPUT.number();

  OutputCut cut(Session session, RemoteOutput output) {
    return OutputCut.of(output, rowLimit(session), maxOutput);
  }

  /** The session's own setting, else Livy's default. */
  static int rowLimit(Session session) {
    try (JsonReader reader = READERS.createReader(new StringReader(session.getLaunchRequest()))) {
      JsonObject request = reader.readObject();
      JsonValue conf = request.get("conf");
      if (conf instanceof JsonObject entries
          && entries.get(OutputCut.ROW_LIMIT) instanceof JsonString rows) {
        return Integer.parseInt(rows.getString().strip());
      }
    } catch (NumberFormatException e) {
      // Livy ignores it too.
    }
    return OutputCut.DEFAULT_ROWS;
  }
}
