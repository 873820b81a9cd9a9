package io.lakegate.member;

import io.lakegate.grouprole.GroupRoleService;
import io.lakegate.grouprole.WhyView;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

@RequestScoped
@Path("members")
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {
  @Inject MemberService members;
  @Inject GroupRoleService groupRoles;
  @Inject CurrentCaller current;

  @GET
  public Page<MemberView> list(
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    caller.require(Operation.MANAGE_GROUP_ROLES);
    ListQuery query = ListQuery.of(q, after, limit);
    return Page.byName(
        query,
        members.list(caller.tenant(), caller, query),
        MemberView::of,
        row -> row.person().getUserName(),
        row -> row.person().getId());
  }

  @GET
  @Path("{id}")
  public MemberView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return MemberView.of(members.get(caller.tenant(), caller, id));
  }

  /** Whether they are an audit reader: {@code {"auditReader": true}}. */
  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public MemberView update(@PathParam("id") UUID id, MemberForm form) {
    Caller caller = current.get();
    return MemberView.of(members.update(caller.tenant(), caller, id, form));
  }

  /** Why somebody has their role; one's own for everybody. */
  @GET
  @Path("{id}/why")
  public WhyView why(@PathParam("id") UUID id) {
    Caller caller = current.get();
    return WhyView.of(groupRoles.why(caller.tenant(), caller, id));
  }
}
