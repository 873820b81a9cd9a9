package io.lakegate.output;

import io.lakegate.client.livy.LivyOutput;
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

/** Cuts outputs to the size that is kept, and tells how many rows the backend gave at most. */
@ApplicationScoped
public class OutputLimits {
  /** Json's own methods look for the provider each time. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final int maxOutput = Setting.STATEMENT_MAX_OUTPUT.number();

  /**
   * Cuts an output to the size that is kept.
   *
   * @param launchRequest the JSON that the statement's session was launched with
   */
  public OutputCut cut(String launchRequest, LivyOutput output) {
    return OutputCut.of(output, rowLimit(launchRequest), maxOutput);
  }

  /** Returns the session's own limit of rows, or Livy's default when it has none. */
  static int rowLimit(String launchRequest) {
    try (JsonReader reader = READERS.createReader(new StringReader(launchRequest))) {
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
