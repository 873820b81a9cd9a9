package io.lakegate.history;

import io.lakegate.output.OutputMask;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Csv;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementView;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The filtered history as a file, CSV or JSON: without outputs, newest first, at most {@value
 * #MAX_ROWS} statements. Written page by page, so its size needs no memory.
 */
@WebServlet(urlPatterns = "/export/history")
public class HistoryExportServlet extends HttpServlet {
  static final int MAX_ROWS = 10_000;
  private static final int PAGE = 500;
  private static final Jsonb JSON = JsonbBuilder.create();

  /** The columns of the file in their order. */
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", (s, reader) -> s.getId().toString()),
          new Column("submittedAt", (s, reader) -> text(s.getSubmittedAt())),
          new Column("submittedBy", (s, reader) -> s.getSubmittedByName()),
          new Column("ranAs", (s, reader) -> s.getRanAs()),
          new Column("session", (s, reader) -> s.getSessionName()),
          new Column("number", (s, reader) -> String.valueOf(s.getNumber())),
          new Column("profile", (s, reader) -> s.getProfileName()),
          new Column("kind", (s, reader) -> s.getKind()),
          new Column("state", (s, reader) -> s.getState().name()),
          new Column(
              "outcome", (s, reader) -> s.getOutcome() == null ? null : s.getOutcome().word()),
          new Column("startedAt", (s, reader) -> text(s.getStartedAt())),
          new Column("completedAt", (s, reader) -> text(s.getCompletedAt())),
          new Column("message", (s, reader) -> s.getMessage()),
          new Column(
              "code", (s, reader) -> OutputMask.code(reader, s.getSubmittedBy(), s.getCode())));

  /** A column of the file: its head, and its cell for a statement as its reader may see it. */
  private record Column(String name, BiFunction<Statement, Caller, String> cell) {}

  @Inject transient HistoryService history;
  @Inject transient CurrentCaller current;
  @Inject transient Clock clock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = current.get();
    boolean csv = !"json".equals(request.getParameter("format"));
    List<Statement> page;
    StatementFilter filter;
    try {
      filter =
          HistoryListBacking.within(query(request).filter(), request.getParameter("within"), clock);
      page = page(caller, filter, null, PAGE);
      history.recordExport(caller.tenant(), caller, asked(request));
    } catch (LakegateException e) {
      response.sendError(e.code().status());
      return;
    }
    response.setContentType(csv ? "text/csv" : "application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=history." + (csv ? "csv" : "json"));
    PrintWriter out = response.getWriter();
    out.write(csv ? Csv.start(request.getParameter("bom")) + head() : "[");
    int written = 0;
    while (!page.isEmpty()) {
      for (Statement statement : page) {
        out.write(csv ? line(caller, statement) : json(caller, statement, written == 0));
        written++;
      }
      Statement last = page.get(page.size() - 1);
      int rest = Math.min(PAGE, MAX_ROWS - written);
      TimeCursor after = new TimeCursor(last.getSubmittedAt(), last.getId());
      page = page.size() < PAGE || rest == 0 ? List.of() : page(caller, filter, after, rest);
    }
    out.write(csv ? "" : "\n]\n");
  }

  private static Map<String, String> asked(HttpServletRequest request) {
    Map<String, String> asked = new TreeMap<>();
    request.getParameterMap().forEach((name, values) -> asked.put(name, values[0]));
    return asked;
  }

  private List<Statement> page(Caller caller, StatementFilter filter, TimeCursor after, int limit) {
    return history.list(caller.tenant(), caller, filter, after, limit);
  }

  private static String json(Caller caller, Statement statement, boolean first) {
    return (first ? "\n" : ",\n") + JSON.toJson(StatementView.of(statement, caller));
  }

  private static String head() {
    return Csv.line(COLUMNS.stream().map(Column::name).toList());
  }

  private static String line(Caller caller, Statement statement) {
    List<String> cells = new ArrayList<>();
    COLUMNS.forEach(column -> cells.add(column.cell().apply(statement, caller)));
    return Csv.line(cells);
  }

  private static String text(Instant instant) {
    return Objects.toString(instant, null);
  }

  private static StatementQuery query(HttpServletRequest request) {
    StatementQuery query = new StatementQuery();
    query.setText(request.getParameter("q"));
    query.setState(request.getParameter("state"));
    query.setOutcome(request.getParameter("outcome"));
    query.setKind(request.getParameter("kind"));
    query.setSubmittedBy(request.getParameter("submittedBy"));
    query.setSessionId(request.getParameter("sessionId"));
    query.setWorkspaceId(request.getParameter("workspaceId"));
    query.setProfileId(request.getParameter("profileId"));
    query.setFrom(request.getParameter("from"));
    query.setTo(request.getParameter("to"));
    return query;
  }
}
