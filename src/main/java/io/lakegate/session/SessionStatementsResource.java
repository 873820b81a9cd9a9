package io.lakegate.session;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The statements of one session. */
@RequestScoped
@Path("sessions/{session}/statements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionStatementsResource {
  @Inject SessionService sessions;
  @Inject StatementService statements;
  @Inject StatementWaiting waiting;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @POST
  public Response submit(
      @PathParam("session") UUID session,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      StatementForm form) {
    Caller caller = current.get();
    Statement statement =
        statements.submit(
            caller.tenant(),
            caller,
            session,
            form == null ? new StatementForm() : form,
            idempotencyKey);
    return Response.created(uri.getAbsolutePathBuilder().path(statement.getId().toString()).build())
        .entity(StatementView.of(statement, caller))
        .build();
  }

  @GET
  public Page<StatementView> list(
      @PathParam("session") UUID session,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    sessions.get(caller.tenant(), caller, session);
    QueryValues values = new QueryValues();
    Integer last = values.read(() -> number(after));
    Integer size = values.read(() -> ListQuery.limit(limit));
    values.require();
    List<Statement> found = statements.list(caller.tenant(), caller, session, last, size + 1);
    return Page.of(
        found,
        size,
        each -> StatementView.of(each, caller),
        row -> String.valueOf(row.getNumber()));
  }

  private static int number(String after) {
    try {
      return after == null ? 0 : Integer.parseInt(after);
    } catch (NumberFormatException e) {
      throw LakegateException.inField("after", ErrorCode.BAD_CURSOR);
    }
  }

  /**
   * Returns a statement. With {@code wait}, it answers when the statement changes or the time is
   * over, and holds no thread meanwhile.
   */
  @GET
  @Path("{id}")
  public void get(
      @PathParam("session") UUID session,
      @PathParam("id") UUID id,
      @QueryParam("wait") String wait,
      @Suspended AsyncResponse response) {
    Caller caller = current.get();
    Statement statement = statements.get(caller.tenant(), caller, session, id);
    if (!statement.getSubmittedBy().equals(caller.personId())) {
      // Who submitted it waits for it; that is told already.
      statements.recordView(caller.tenant(), caller, statement);
    }
    waiting.answer(current.lasting(), statement, StatementWaiting.duration(wait), response);
  }

  @POST
  @Path("{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  public StatementView cancel(@PathParam("session") UUID session, @PathParam("id") UUID id) {
    Caller caller = current.get();
    return StatementView.of(statements.cancel(caller.tenant(), caller, session, id), caller);
  }

  @Operation(
      summary = "Gives up on a statement that its backend does not answer for.",
      description =
          "It ends as LOST and its code may still run; what waits behind it is sent. Possible from"
              + " giveUpFrom on: five minutes after its backend last answered for it, or after it"
              + " was asked to cancel. Before that, the answer is 409 GIVE_UP_TOO_EARLY.")
  @POST
  @Path("{id}/give-up")
  @Consumes(MediaType.WILDCARD)
  public StatementView giveUp(@PathParam("session") UUID session, @PathParam("id") UUID id) {
    Caller caller = current.get();
    return StatementView.of(statements.giveUp(caller.tenant(), caller, session, id), caller);
  }
}
