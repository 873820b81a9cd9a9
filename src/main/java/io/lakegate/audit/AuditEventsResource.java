package io.lakegate.audit;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.api.QueryValue;
import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The audit trail of one's own tenant, newest first. */
@RequestScoped
@Path("audit-events")
@Produces(MediaType.APPLICATION_JSON)
public class AuditEventsResource {
  @Inject AuditTrailService trail;
  @Inject CurrentCaller current;

  /**
   * The events, without before and after.
   *
   * @param subject id of what it was done to
   * @param result {@code ok}, {@code refused} or an error code
   */
  @GET
  public Page<AuditEventView> list(
      @QueryParam("actor") String actor,
      @QueryParam("action") String action,
      @QueryParam("subject") String subject,
      @QueryParam("result") String result,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    caller.require(Operation.READ_AUDIT);
    QueryValues values = new QueryValues();
    ListQuery query = values.read(() -> ListQuery.of(null, after, limit));
    AuditFilter filter =
        values.read(() -> AuditFilter.of(actor, action, subject, result, from, to, q));
    values.require();
    return Page.of(
        trail.list(caller.tenant(), caller, filter, query.after(), query.limit()),
        query.limit(),
        AuditEventView::listed,
        event -> AuditExport.cursor(event).encode());
  }

  @GET
  @Path("{id}")
  public AuditEventView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return AuditEventView.of(trail.get(caller.tenant(), caller, id));
  }

  /**
   * The events as a file, at most 100,000.
   *
   * @param format {@code csv}, or {@code json} for a JSON object a line, which is the default
   */
  @GET
  @Path("export")
  @Produces(MediaType.WILDCARD)
  public Response export(
      @QueryParam("actor") String actor,
      @QueryParam("action") String action,
      @QueryParam("subject") String subject,
      @QueryParam("result") String result,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("q") String q,
      @QueryParam("format") String format) {
    Caller caller = current.get();
    caller.require(Operation.READ_AUDIT);
    QueryValues values = new QueryValues();
    AuditFilter filter =
        values.read(() -> AuditFilter.of(actor, action, subject, result, from, to, q));
    Boolean csv = values.read(() -> isCsv(format));
    values.require();
    AuditExport export = new AuditExport(trail, caller, filter, csv);
    trail.recordExport(caller.tenant(), caller, export.csv() ? "csv" : "json", filter);
    StreamingOutput body =
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          export.write(writer);
          writer.flush();
        };
    return Response.ok(body, export.type() + ";charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=" + export.fileName())
        .build();
  }

  private static boolean isCsv(String format) {
    return switch (format == null ? "json" : format) {
      case "csv" -> true;
      case "json" -> false;
      default -> throw LakegateException.invalid("format", "Use csv or json.");
    };
  }

  /** Whether an event was altered, removed or put in; names the first. */
  @GET
  @Path("verification")
  public AuditVerification verification() {
    Caller caller = current.get();
    return trail.verify(caller.tenant(), caller);
  }

  /**
   * The signed heads of the chain, to be kept where nobody of the portal gets at them.
   *
   * @param after how many one has already
   */
  @GET
  @Path("heads")
  public Page<String> heads(@QueryParam("after") String after) {
    Caller caller = current.get();
    caller.require(Operation.READ_AUDIT);
    Integer given = QueryValue.wholeNumber("after", after, 0);
    int had = given == null ? 0 : given;
    List<String> lines = trail.heads(caller.tenant(), caller, had);
    return new Page<>(lines, lines.isEmpty() ? null : String.valueOf(had + lines.size()));
  }
}
