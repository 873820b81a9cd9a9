package io.lakegate.audit;

import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.web.Csv;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The filtered trail as CSV or as a JSON object a line, newest first, at most {@value #MAX_ROWS}
 * events. Written page by page, so its size needs no memory.
 */
record AuditExport(AuditTrailService trail, Caller caller, AuditFilter filter, boolean csv) {
  static final int MAX_ROWS = 100_000;
  private static final int PAGE = 500;
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "at",
          "actorKind",
          "actor",
          "tokenId",
          "address",
          "action",
          "subjectType",
          "subjectId",
          "subjectName",
          "workspaceId",
          "result",
          "request",
          "before",
          "after");

  String type() {
    return csv ? "text/csv" : "application/x-ndjson";
  }

  String fileName() {
    return csv ? "audit.csv" : "audit.jsonl";
  }

  void write(Writer out) throws IOException {
    if (csv) {
      out.write(Csv.line(COLUMNS));
    }
    int written = 0;
    NameCursor after = null;
    boolean more = true;
    while (more && written < MAX_ROWS) {
      List<AuditEvent> page = trail.list(caller.tenant(), caller, filter, after, PAGE);
      more = page.size() > PAGE;
      for (AuditEvent event : page.subList(0, Math.min(PAGE, page.size()))) {
        out.write(csv ? Csv.line(cells(event)) : JSON.toJson(AuditEventView.of(event)) + "\n");
        after = cursor(event);
        written++;
      }
    }
  }

  static NameCursor cursor(AuditEvent event) {
    return new NameCursor(event.getAt().toString(), event.getId());
  }

  private static List<String> cells(AuditEvent event) {
    return Arrays.asList(
        event.getId().toString(),
        event.getAt().toString(),
        event.getActorKind(),
        event.getActorName(),
        Objects.toString(event.getTokenId(), null),
        event.getAddress(),
        event.getAction(),
        event.getSubjectType(),
        event.getSubjectId(),
        event.getSubjectName(),
        Objects.toString(event.getWorkspaceId(), null),
        event.getResult(),
        event.getRequest(),
        event.getBefore(),
        event.getAfter());
  }
}
