package io.lakegate.history;

import io.lakegate.platform.security.SecretMask;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.Markup;
import io.lakegate.platform.web.Renderable;
import io.lakegate.platform.web.Texts;
import java.util.function.BiConsumer;

/**
 * The columns of the history in their order. Each has its head and its cells, so a table cannot
 * have the one without the other. To add a column, add a constant here and a text; if it shows
 * something new, add a component to {@link HistoryRow} and to the query of {@link
 * HistoryRepository}.
 */
public enum HistoryColumn implements Renderable {
  CODE("history.code", null, HistoryColumn::code),
  STATE("sessions.state", null, (row, out) -> out.stateChip(row.state(), row.outcome())),
  DURATION("history.duration", "number", HistoryColumn::duration),
  PERSON("history.person", null, HistoryColumn::person),
  SESSION("sessions.session", "session-name", HistoryColumn::session),
  WHEN("history.when", null, HistoryColumn::when);

  private final String label;
  private final String look;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a method without state.
  private final BiConsumer<HistoryRow, Markup> content;

  /**
   * @param label key of the text in the head, which narrow windows repeat in each cell
   * @param look style class of the cells; null for none
   */
  HistoryColumn(String label, String look, BiConsumer<HistoryRow, Markup> content) {
    this.label = label;
    this.look = look;
    this.content = content;
  }

  /** Writes the head. */
  @Override
  public void write(Markup out) {
    String numbers = "number".equals(look) ? look : null;
    out.open("th", "scope", "col", "class", numbers).text(Texts.text(label)).close("th");
  }

  /** Writes the cell of a row; the first one names the row. */
  void writeCell(HistoryRow row, Markup out) {
    boolean first = this == CODE;
    String element = first ? "th" : "td";
    out.open(
        element, "scope", first ? "row" : null, "class", look, "data-label", Texts.text(label));
    content.accept(row, out);
    out.close(element);
  }

  private static void code(HistoryRow row, Markup out) {
    out.open("a", "class", "code-line mono", "href", history(out) + "/" + row.id())
        .text(SecretMask.of(row.firstLine()))
        .close("a");
  }

  private static void duration(HistoryRow row, Markup out) {
    if (row.duration() != null) {
      out.open("span")
          .time(Texts.duration(row.duration()), "datetime", row.duration())
          .close("span");
    }
  }

  private static void person(HistoryRow row, Markup out) {
    out.open("a", "href", Address.of(history(out)).with("submittedBy", row.submittedByName()))
        .text(row.submittedByName())
        .close("a");
  }

  private static void session(HistoryRow row, Markup out) {
    out.open("span")
        .text(row.sessionName() + " ")
        .open("span", "class", "tag")
        .text(Texts.kind(row.kind()))
        .close("span")
        .close("span");
  }

  private static void when(HistoryRow row, Markup out) {
    out.time(Texts.time(row.submittedAt()), "datetime", row.submittedAt(), "data-show", "relative");
  }

  private static String history(Markup out) {
    return out.tenantPath() + "/history";
  }
}
