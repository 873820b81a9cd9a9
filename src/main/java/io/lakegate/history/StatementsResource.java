package io.lakegate.history;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementService;
import io.lakegate.session.StatementView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The history: statements of all sessions, newest first. */
@RequestScoped
@Path("statements")
@Produces(MediaType.APPLICATION_JSON)
public class StatementsResource {
  @Inject StatementService statements;
  @Inject HistoryService history;
  @Inject CurrentCaller current;

  // Payara describes no bean of parameters by itself.
  @Parameter(
      name = "q",
      in = ParameterIn.QUERY,
      description = "In the code; at least 3 characters, in any case.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "state",
      in = ParameterIn.QUERY,
      description = "One of WAITING, RUNNING, AVAILABLE, CANCELLING, CANCELLED, LOST.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "outcome",
      in = ParameterIn.QUERY,
      description = "ok or error.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "kind",
      in = ParameterIn.QUERY,
      description = "One of sql, spark, pyspark, sparkr.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "submittedBy",
      in = ParameterIn.QUERY,
      description = "A user name.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(name = "sessionId", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "workspaceId",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(name = "profileId", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "ISO-8601, a time or a day in UTC; included.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "to",
      in = ParameterIn.QUERY,
      description = "ISO-8601, a time or a day in UTC; a day is included.",
      schema = @Schema(type = SchemaType.STRING))
  @GET
  public Page<StatementView> list(
      @BeanParam StatementQuery query,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    QueryValues values = new QueryValues();
    StatementFilter filter = query.filter(values);
    TimeCursor cursor = values.read(() -> TimeCursor.parse(after));
    Integer size = values.read(() -> ListQuery.limit(limit));
    values.require();
    return Page.of(
        history.list(caller.tenant(), caller, filter, cursor, size + 1),
        size,
        found -> StatementView.of(found, caller),
        last -> new TimeCursor(last.getSubmittedAt(), last.getId()).toString());
  }

  /**
   * Removes the code or the result for good, because a secret leaked: {@code {"part": "code"}} or
   * {@code {"part": "result"}}. For administrators.
   */
  @POST
  @Path("{id}/redaction")
  @Consumes(MediaType.APPLICATION_JSON)
  public StatementView redact(@PathParam("id") UUID id, RedactionForm form) {
    Caller caller = current.get();
    Statement redacted =
        history.redact(caller.tenant(), caller, id, form == null ? new RedactionForm() : form);
    return StatementView.of(
        redacted, statements.findOutput(caller.tenant(), caller, id).orElse(null), caller);
  }

  @GET
  @Path("{id}")
  public StatementView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    Statement statement = statements.get(caller.tenant(), caller, id);
    statements.recordView(caller.tenant(), caller, statement);
    return StatementView.of(
        statement, statements.findOutput(caller.tenant(), caller, id).orElse(null), caller);
  }
}
