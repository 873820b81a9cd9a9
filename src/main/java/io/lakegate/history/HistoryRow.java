package io.lakegate.history;

import io.lakegate.platform.web.Markup;
import io.lakegate.platform.web.Renderable;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A statement as a row of the history: without its code, which may be long. Each component is the
 * statement's own of that name.
 */
public record HistoryRow(
    UUID id,
    String firstLine,
    String kind,
    StatementState state,
    Statement.Outcome outcome,
    Instant startedAt,
    Instant completedAt,
    String submittedByName,
    String sessionName,
    Instant submittedAt)
    implements Renderable {
  /** Returns how long it ran; null while it runs. */
  Duration duration() {
    return Statement.duration(startedAt, completedAt);
  }

  @Override
  public void write(Markup out) {
    out.open("tr");
    for (HistoryColumn column : HistoryColumn.values()) {
      column.writeCell(this, out);
    }
    out.close("tr");
  }
}
