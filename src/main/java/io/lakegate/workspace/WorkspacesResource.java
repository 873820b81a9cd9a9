package io.lakegate.workspace;

import io.lakegate.platform.api.Answers;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
@Path("workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WorkspacesResource {
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<WorkspaceView> list(
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, limit);
    return Page.byName(
        query,
        workspaces.list(caller.tenant(), caller, query),
        WorkspaceView::of,
        Workspace::getName,
        Workspace::getId);
  }

  @GET
  @Path("{id}")
  public WorkspaceView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return WorkspaceView.of(workspaces.get(caller.tenant(), caller, id));
  }

  @POST
  public Response create(WorkspaceForm form) {
    Caller caller = current.get();
    WorkspaceView created = WorkspaceView.of(workspaces.create(caller.tenant(), caller, form));
    return Answers.created(uri, created.id(), created);
  }

  @PUT
  @Path("{id}")
  public WorkspaceView update(@PathParam("id") UUID id, WorkspaceForm form) {
    Caller caller = current.get();
    return WorkspaceView.of(workspaces.update(caller.tenant(), caller, id, form));
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") UUID id) {
    Caller caller = current.get();
    workspaces.delete(caller.tenant(), caller, id);
  }

  /** Looks at what works; changes nothing. */
  @POST
  @Path("{id}/check")
  @Consumes(MediaType.WILDCARD)
  public WorkspaceCheckView check(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return new WorkspaceCheckView(workspaces.check(caller.tenant(), caller, id));
  }
}
