package io.lakegate.person;

import io.lakegate.platform.api.Page;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@RequestScoped
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokensResource {
  @Inject RestTokenService tokens;
  @Inject PersonService people;
  @Inject TenantService tenants;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  public Page<RestTokenView> list() {
    Caller caller = current.get();
    List<RestTokenView> views =
        tokens.list(caller.tenant(), caller, caller.may(Operation.ALL_TOKENS)).stream()
            .map(row -> RestTokenView.of(row, null, caller.tenantSlug()))
            .toList();
    return new Page<>(views, null);
  }

  /** With HTTP Basic of a local account, or with a bearer token that is worth at least as much. */
  @POST
  public Response create(@HeaderParam("Authorization") String authorization, RestTokenForm form) {
    RestTokenForm asked = form == null ? new RestTokenForm(null, null, null, null) : form;
    Caller caller =
        current.find().orElseGet(() -> byPassword(credentials(authorization), asked.tenant()));
    RestTokenService.Issued issued = tokens.create(caller.tenant(), caller, asked);
    return Response.created(
            uri.getAbsolutePathBuilder().path(issued.row().getId().toString()).build())
        .entity(RestTokenView.of(issued.row(), issued.token(), caller.tenantSlug()))
        .build();
  }

  private Caller byPassword(String[] nameAndPassword, String slug) {
    Optional<Tenant> tenant =
        slug == null
            ? people.findOnlyTenantOf(nameAndPassword[0]).flatMap(tenants::find)
            : tenants.findBySlug(slug);
    Tenant found = tenant.orElseThrow(() -> new LakegateException(ErrorCode.SIGN_IN_REFUSED));
    Person person = people.authenticate(found.tenantId(), nameAndPassword[0], nameAndPassword[1]);
    if (found.isSuspended()) {
      throw new LakegateException(ErrorCode.TENANT_SUSPENDED);
    }
    if (person.isPasswordGenerated()) {
      throw new LakegateException(ErrorCode.PASSWORD_CHANGE_REQUIRED);
    }
    return new Caller(
        found.tenantId(), found.getSlug(), person.getId(), person.getUserName(), person.getRole());
  }

  private static String[] credentials(String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      throw new LakegateException(ErrorCode.UNAUTHENTICATED);
    }
    try {
      String decoded =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).strip()),
              StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      if (colon > 0) {
        return new String[] {decoded.substring(0, colon), decoded.substring(colon + 1)};
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new LakegateException(ErrorCode.SIGN_IN_REFUSED);
  }

  @DELETE
  @Path("{id}")
  public void revoke(@PathParam("id") UUID id) {
    Caller caller = current.get();
    tokens.revoke(caller.tenant(), caller, id);
  }
}
