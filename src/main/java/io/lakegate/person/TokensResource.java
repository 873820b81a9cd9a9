package io.lakegate.person;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.api.QueryValue;
import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.api.StorableText;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.web.ClientAddress;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@RequestScoped
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokensResource {
  @Inject RestTokenService tokens;
  @Inject PersonService people;
  @Inject TenantService tenants;
  @Inject SignInService signIns;
  @Inject CurrentCaller current;
  @Context UriInfo uri;
  @Context HttpServletRequest request;

  /**
   * One's own; for administrators everybody's of the organisation.
   *
   * @param own true: one's own for administrators too
   */
  @GET
  public Page<RestTokenView> list(
      @QueryParam("own") String own,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Caller caller = current.get();
    QueryValues values = new QueryValues();
    ListQuery query = values.read(() -> ListQuery.of(null, after, limit));
    boolean onlyOwn = Boolean.TRUE.equals(values.read(() -> QueryValue.yesOrNo("own", own)));
    values.require();
    boolean everybodys = !onlyOwn && caller.may(Operation.ALL_TOKENS);
    List<RestToken> rows =
        tokens.list(caller.tenant(), caller, everybodys, query.after(), query.limit());
    Map<UUID, String> names = names(caller, rows);
    return Page.of(
        rows,
        query.limit(),
        row -> RestTokenView.of(row, null, caller.tenantSlug(), names.get(row.getPersonId())),
        row -> new NameCursor(row.getCreatedAt().toString(), row.getId()).encode());
  }

  @GET
  @Path("{id}")
  public RestTokenView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    RestToken row = tokens.get(caller.tenant(), caller, id);
    String name = names(caller, List.of(row)).get(row.getPersonId());
    return RestTokenView.of(row, null, caller.tenantSlug(), name);
  }

  private Map<UUID, String> names(Caller caller, List<RestToken> rows) {
    return people.userNames(
        caller.tenant(), rows.stream().map(RestToken::getPersonId).collect(Collectors.toSet()));
  }

  /**
   * Makes a token for HTTP Basic of a local account, or for a bearer token that is worth at least
   * as much.
   */
  @POST
  public Response create(@HeaderParam("Authorization") String authorization, RestTokenForm form) {
    RestTokenForm asked = form == null ? new RestTokenForm() : form;
    Optional<Caller> bearing = current.find();
    Caller caller;
    RestTokenService.Issued issued;
    if (bearing.isPresent()) {
      caller = bearing.get();
      issued = tokens.create(caller.tenant(), caller, asked, null);
    } else {
      Person person = byPassword(credentials(authorization), asked.getTenant());
      caller = caller(person);
      issued = tokens.createByPassword(caller.tenant(), caller, asked, person);
    }
    return Response.created(
            uri.getAbsolutePathBuilder().path(issued.row().getId().toString()).build())
        .entity(
            RestTokenView.of(issued.row(), issued.token(), caller.tenantSlug(), caller.userName()))
        .build();
  }

  /** Nobody learns from the answer, or from its time, whether a name or organisation exists. */
  private Person byPassword(String[] nameAndPassword, String slug) {
    String address = ClientAddress.of(request);
    String userName = nameAndPassword[0];
    String password = nameAndPassword[1];
    if (slug == null) {
      return people.authenticateAnywhere(operators(), userName, password, address);
    }
    TenantId found =
        tenants
            .findBySlug(slug)
            .map(Tenant::tenantId)
            .orElseThrow(() -> people.refusal(operators(), userName, password, address));
    return people.authenticate(found, userName, password, address);
  }

  private Caller caller(Person person) {
    Tenant tenant =
        tenants
            .find(person.getTenantId())
            .orElseThrow(() -> new LakegateException(ErrorCode.SIGN_IN_REFUSED));
    signIns.requireLocalAccounts(tenant.tenantId(), person.getUserName());
    if (tenant.isSuspended()) {
      throw new LakegateException(ErrorCode.TENANT_SUSPENDED);
    }
    if (person.isPasswordGenerated()) {
      throw new LakegateException(ErrorCode.PASSWORD_CHANGE_REQUIRED);
    }
    return new Caller(
        tenant.tenantId(),
        tenant.getSlug(),
        person.getId(),
        person.getUserName(),
        person.getRole());
  }

  /** The tenant under which failures are counted that belong to none. */
  private TenantId operators() {
    return tenants
        .findBySlug(Tenant.OPERATOR_SLUG)
        .map(Tenant::tenantId)
        .orElseThrow(() -> new LakegateException(ErrorCode.SIGN_IN_REFUSED));
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
      if (colon > 0 && StorableText.isStorable(decoded)) {
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
