package io.lakegate.history;

import io.lakegate.platform.security.SecretMask;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.Markup;
import io.lakegate.platform.web.Renderable;
import io.lakegate.platform.web.Texts;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A statement as a row of the history: without its code, which may be long. */
public record HistoryRow(
    UUID id,
    String firstLine,
    String kind,
    StatementState state,
    Statement.Outcome outcome,
    Duration duration,
    String submittedByName,
    String sessionName,
    Instant submittedAt)
    implements Renderable {
  @Override
  public void write(Markup out) {
    String history = out.tenantPath() + "/history";
    out.open("tr")
        .open("th", "scope", "row", "data-label", Texts.text("history.code"))
        .open("a", "class", "code-line mono", "href", history + "/" + id)
        .text(SecretMask.of(firstLine))
        .close("a")
        .close("th")
        .open("td", "data-label", Texts.text("sessions.state"))
        .stateChip(state, outcome)
        .close("td")
        .open("td", "class", "number", "data-label", Texts.text("history.duration"));
    if (duration != null) {
      out.open("span").time(Texts.duration(duration), "datetime", duration).close("span");
    }
    out.close("td");
    writeWhoAndWhere(out, history);
    out.open("td", "data-label", Texts.text("history.when"))
        .time(Texts.time(submittedAt), "datetime", submittedAt, "data-show", "relative")
        .close("td")
        .close("tr");
  }

  private void writeWhoAndWhere(Markup out, String history) {
    out.open("td", "data-label", Texts.text("history.person"))
        .open("a", "href", Address.of(history).with("submittedBy", submittedByName))
        .text(submittedByName)
        .close("a")
        .close("td")
        .open("td", "class", "session-name", "data-label", Texts.text("sessions.session"))
        .open("span")
        .text(sessionName + " ")
        .open("span", "class", "tag")
        .text(Texts.kind(kind))
        .close("span")
        .close("span")
        .close("td");
  }
}
