package io.lakegate.output;

import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RowLimit;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.settings.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** Cuts outputs to the size that is kept, and tells how many rows the backend gave at most. */
@ApplicationScoped
public class OutputLimits {
  private final int maxOutput = Setting.STATEMENT_MAX_OUTPUT.number();

  /**
   * Cuts an output to the size that is kept.
   *
   * @param launchRequest the JSON that the statement's session was launched with
   * @param usual the limit of sessions that set no other one; null if none is known
   */
  public OutputCut cut(String launchRequest, RowLimit usual, RemoteOutput output) {
    RowLimit limit = usual == null ? null : rowLimit(launchRequest, usual);
    return OutputCut.of(output, limit, maxOutput);
  }

  private static RowLimit rowLimit(String launchRequest, RowLimit usual) {
    return BoundedJson.object(launchRequest).get("conf") instanceof JsonObject conf
            && conf.get(usual.setting()) instanceof JsonString rows
        ? usual.setTo(rows.getString())
        : usual;
  }
}
