package io.lakegate.lakehouse;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
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
@Path("lakehouses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LakehousesResource {
  @Inject LakehouseService lakehouses;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<LakehouseView> list(
      @QueryParam("q") String q,
      @QueryParam("workspaceId") String workspaceId,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, limit);
    return Page.of(
        lakehouses.list(caller.tenant(), caller, ListQuery.id("workspaceId", workspaceId), query),
        query.limit(),
        LakehouseView::of,
        row -> new NameCursor(row.getName(), row.getId()).encode());
  }

  @GET
  @Path("{id}")
  public LakehouseView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return LakehouseView.of(lakehouses.get(caller.tenant(), caller, id));
  }

  @POST
  public Response create(LakehouseForm form) {
    Caller caller = current.get();
    LakehouseView created = LakehouseView.of(lakehouses.create(caller.tenant(), caller, form));
    return Response.created(uri.getAbsolutePathBuilder().path(created.id().toString()).build())
        .entity(created)
        .build();
  }

  @PUT
  @Path("{id}")
  public LakehouseView update(@PathParam("id") UUID id, LakehouseForm form) {
    Caller caller = current.get();
    return LakehouseView.of(lakehouses.update(caller.tenant(), caller, id, form));
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") UUID id) {
    Caller caller = current.get();
    lakehouses.delete(caller.tenant(), caller, id);
  }
}
