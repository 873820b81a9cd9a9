package io.lakegate.fabricitem;

import static io.lakegate.fabricitem.FabricItemKind.ENVIRONMENT;

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
@Path("environments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EnvironmentsResource {
  @Inject FabricItemService items;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<EnvironmentView> list(
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
        items.list(caller.tenant(), caller, ENVIRONMENT, workspace, query),
        EnvironmentView::of,
        Environment::getName,
        Environment::getId);
  }

  @GET
  @Path("{id}")
  public EnvironmentView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return EnvironmentView.of(items.get(caller.tenant(), caller, ENVIRONMENT, id));
  }

  @POST
  public Response create(EnvironmentForm form) {
    Caller caller = current.get();
    Environment created = items.create(caller.tenant(), caller, ENVIRONMENT, form);
    return Answers.created(uri, created.getId(), EnvironmentView.of(created));
  }

  @PUT
  @Path("{id}")
  public EnvironmentView update(@PathParam("id") UUID id, EnvironmentForm form) {
    Caller caller = current.get();
    return EnvironmentView.of(items.update(caller.tenant(), caller, ENVIRONMENT, id, form));
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") UUID id) {
    Caller caller = current.get();
    items.delete(caller.tenant(), caller, ENVIRONMENT, id);
  }
}
