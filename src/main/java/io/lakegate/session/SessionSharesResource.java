package io.lakegate.session;

import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** The shares of a session, by which its owner lets others run code in it. */
@RequestScoped
@Path("sessions/{session}/shares")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionSharesResource {
  @Inject SessionShareService shares;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  /** All of them: there are as many as the owner made. */
  @GET
  public Page<SessionShareView> list(@PathParam("session") UUID session) {
    Caller caller = current.get();
    return new Page<>(
        shares.list(caller.tenant(), caller, session).stream().map(SessionShareView::of).toList(),
        null);
  }

  /** Whoever it is shared with acts with the owner's rights at the backend. */
  @POST
  public Response share(@PathParam("session") UUID session, SessionShareForm form) {
    Caller caller = current.get();
    SessionShareView share =
        SessionShareView.of(shares.share(caller.tenant(), caller, session, form));
    return Response.created(uri.getAbsolutePathBuilder().path(share.id().toString()).build())
        .entity(share)
        .build();
  }

  @DELETE
  @Path("{id}")
  public void unshare(@PathParam("session") UUID session, @PathParam("id") UUID id) {
    Caller caller = current.get();
    shares.unshare(caller.tenant(), caller, session, id);
  }
}
