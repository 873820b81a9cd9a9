package io.lakegate.fabricitem;

import static io.lakegate.fabricitem.FabricItemKind.LAKEHOUSE;

import io.lakegate.platform.api.Answers;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.api.QueryValues;
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
  @Inject FabricItemService items;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<LakehouseView> list(
      @QueryParam("q") String q,
      @QueryParam("workspaceId") String workspaceId,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    QueryValues values = new QueryValues();
    ListQuery query = values.read(() -> ListQuery.of(q, after, limit));
    UUID workspace = values.read(() -> ListQuery.id("workspaceId", workspaceId));
    values.require();
    return Page.byName(
        query,
        items.list(caller.tenant(), caller, LAKEHOUSE, workspace, query),
        LakehouseView::of,
        Lakehouse::getName,
        Lakehouse::getId);
  }

  @GET
  @Path("{id}")
  public LakehouseView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return LakehouseView.of(items.get(caller.tenant(), caller, LAKEHOUSE, id));
  }

  @POST
  public Response create(LakehouseForm form) {
    Caller caller = current.get();
    Lakehouse created = items.create(caller.tenant(), caller, LAKEHOUSE, form);
    return Answers.created(uri, created.getId(), LakehouseView.of(created));
  }

  @PUT
  @Path("{id}")
  public LakehouseView update(@PathParam("id") UUID id, LakehouseForm form) {
    Caller caller = current.get();
    return LakehouseView.of(items.update(caller.tenant(), caller, LAKEHOUSE, id, form));
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") UUID id) {
    Caller caller = current.get();
    items.delete(caller.tenant(), caller, LAKEHOUSE, id);
  }
}
