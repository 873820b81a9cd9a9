package io.lakegate.session;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.api.QueryValue;
import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;

@RequestScoped
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionsResource {
  @Inject SessionService sessions;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<SessionView> list(
      @QueryParam("owner") String owner,
      @QueryParam("profileId") String profileId,
      @QueryParam("workspaceId") String workspaceId,
      @QueryParam("state") String state,
      @QueryParam("live") String live,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    QueryValues values = new QueryValues();
    Integer size = values.read(() -> ListQuery.limit(limit));
    TimeCursor cursor = values.read(() -> TimeCursor.parse(after));
    List<SessionState> states = List.of(SessionState.values());
    SessionFilter filter =
        new SessionFilter(
            owner,
            values.read(() -> QueryValue.id("profileId", profileId)),
            values.read(() -> QueryValue.id("workspaceId", workspaceId)),
            values.read(() -> QueryValue.word("state", state, SessionState::valueOf, states)),
            values.read(() -> QueryValue.yesOrNo("live", live)));
    values.require();
    return Page.of(
        sessions.list(caller.tenant(), caller, filter, cursor, size + 1),
        size,
        SessionView::of,
        last -> new TimeCursor(last.getCreatedAt(), last.getId()).toString());
  }

  /** Answers at once with the session {@code LAUNCHING}; read it again to follow it. */
  @POST
  public Response launch(@HeaderParam("Idempotency-Key") String idempotencyKey, LaunchForm form) {
    Caller caller = current.get();
    Session session =
        sessions.launch(
            caller.tenant(), caller, form == null ? new LaunchForm() : form, idempotencyKey);
    return Response.accepted(SessionView.of(session))
        .location(uri.getAbsolutePathBuilder().path(session.getId().toString()).build())
        .build();
  }

  @GET
  @Path("{id}")
  public SessionView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return SessionView.of(sessions.get(caller.tenant(), caller, id));
  }

  /** Stores the wish to stop and answers at once with the session {@code STOPPING}. */
  @DELETE
  @Path("{id}")
  public Response stop(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return Response.accepted(SessionView.of(sessions.stop(caller.tenant(), caller, id)))
        .location(uri.getAbsolutePath())
        .build();
  }

  /** Keeps it from ending as idle for another 30 minutes. */
  @POST
  @Path("{id}/keep")
  @Consumes(MediaType.WILDCARD)
  public SessionView keep(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return SessionView.of(sessions.keep(caller.tenant(), caller, id));
  }

  @GET
  @Path("{id}/log")
  public SessionService.LogPage log(
      @PathParam("id") UUID id, @QueryParam("from") String from, @QueryParam("size") String size) {
    Caller caller = current.get();
    sessions.get(caller.tenant(), caller, id);
    QueryValues values = new QueryValues();
    Integer first = values.read(() -> QueryValue.wholeNumber("from", from, 0));
    Integer lines = values.read(() -> QueryValue.wholeNumber("size", size, 0));
    values.require();
    return sessions.logPage(caller.tenant(), caller, id, first, lines);
  }
}
