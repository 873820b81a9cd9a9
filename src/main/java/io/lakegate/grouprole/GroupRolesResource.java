package io.lakegate.grouprole;

import io.lakegate.platform.api.Answers;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
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
@Path("group-roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupRolesResource {
  @Inject GroupRoleService groupRoles;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<GroupRoleView> list(
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    caller.require(Operation.MANAGE_GROUP_ROLES);
    ListQuery query = ListQuery.of(q, after, limit);
    return Page.byName(
        query,
        groupRoles.list(caller.tenant(), caller, query),
        GroupRoleView::of,
        GroupRole::getGroupName,
        GroupRole::getId);
  }

  @GET
  @Path("{id}")
  public GroupRoleView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return GroupRoleView.of(groupRoles.get(caller.tenant(), caller, id));
  }

  @POST
  public Response create(GroupRoleForm form) {
    Caller caller = current.get();
    GroupRoleView created = GroupRoleView.of(groupRoles.create(caller.tenant(), caller, form));
    return Answers.created(uri, created.id(), created);
  }

  /** Returns the people whose rights a change would change; changes nothing. */
  @POST
  @Path("effects")
  public EffectsView effects(GroupRoleEffectsForm form) {
    Caller caller = current.get();
    return EffectsView.of(groupRoles.effects(caller.tenant(), caller, form));
  }

  @PUT
  @Path("{id}")
  public GroupRoleView update(@PathParam("id") UUID id, GroupRoleForm form) {
    Caller caller = current.get();
    return GroupRoleView.of(groupRoles.update(caller.tenant(), caller, id, form));
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") UUID id) {
    Caller caller = current.get();
    groupRoles.delete(caller.tenant(), caller, id);
  }
}
