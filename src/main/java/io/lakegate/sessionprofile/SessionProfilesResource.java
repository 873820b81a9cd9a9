package io.lakegate.sessionprofile;

import io.lakegate.platform.api.Answers;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

@RequestScoped
@Path("session-profiles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionProfilesResource {
  @Inject SessionProfileService profiles;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<SessionProfileView> list(
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, limit);
    return Page.byName(
        query,
        profiles.list(caller.tenant(), caller, query),
        row -> SessionProfileView.of(row, null),
        SessionProfile::getName,
        SessionProfile::getId);
  }

  @GET
  @Path("{id}")
  public SessionProfileView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return view(caller, profiles.get(caller.tenant(), caller, id));
  }

  @POST
  public Response create(SessionProfileForm form) {
    Caller caller = current.get();
    SessionProfileView created = view(caller, profiles.create(caller.tenant(), caller, form));
    return Answers.created(uri, created.getId(), created);
  }

  @PUT
  @Path("{id}")
  public SessionProfileView update(@PathParam("id") UUID id, SessionProfileForm form) {
    Caller caller = current.get();
    return view(caller, profiles.update(caller.tenant(), caller, id, form));
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") UUID id) {
    Caller caller = current.get();
    profiles.delete(caller.tenant(), caller, id);
  }

  /** The exact JSON a launch would send; the end of the name is not known before. */
  @GET
  @Path("{id}/preview")
  public JsonObject preview(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return profiles.preview(caller.tenant(), caller, id);
  }

  private SessionProfileView view(Caller caller, SessionProfile profile) {
    return SessionProfileView.of(profile, profiles.warnings(caller.tenant(), profile));
  }
}
