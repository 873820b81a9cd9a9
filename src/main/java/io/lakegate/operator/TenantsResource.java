package io.lakegate.operator;

import io.lakegate.platform.api.Answers;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.tenant.TenantForm;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
@Path("tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TenantsResource {
  @Inject OperatorService service;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<TenantView> list(
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    caller.require(Operation.MANAGE_TENANTS);
    ListQuery query = ListQuery.of(q, after, limit);
    return Page.byName(
        query,
        service.list(caller.tenant(), caller, query),
        TenantView::of,
        last -> last.tenant().getSlug(),
        last -> last.tenant().getId());
  }

  /**
   * Creates a tenant with its first administrator, whose password must be changed at the first
   * sign-in.
   */
  @POST
  public Response create(TenantForm form) {
    Caller caller = current.get();
    TenantView view = TenantView.of(service.create(caller.tenant(), caller, filled(form)));
    return Answers.created(uri, view.id(), view);
  }

  @GET
  @Path("{id}")
  public TenantView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return TenantView.of(service.get(caller.tenant(), caller, id));
  }

  @PUT
  @Path("{id}")
  public TenantView update(@PathParam("id") UUID id, TenantForm form) {
    Caller caller = current.get();
    return TenantView.of(service.update(caller.tenant(), caller, id, filled(form)));
  }

  /** No body at all is an empty form, refused after the caller's rights were checked. */
  private static TenantForm filled(TenantForm form) {
    return form == null ? new TenantForm() : form;
  }
}
