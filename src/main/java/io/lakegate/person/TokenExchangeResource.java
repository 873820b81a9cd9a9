package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The one operation that takes a form, for that is how OAuth 2.0 speaks. */
@RequestScoped
@Path("tokens/exchange")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class TokenExchangeResource {
  @Inject TokenExchangeService exchange;
  @Inject TenantService tenants;

  /** Gives jobs a token without a password or a stored secret. */
  @POST
  @Operation(
      summary = "A token of Lakegate for a token of the organisation's own provider",
      description =
          "RFC 8693. The answer has RFC 8693's fields; a refusal is a problem document"
              + " (application/problem+json) with a stable code, as everywhere in this API, and not"
              + " the error object of RFC 6749.")
  public Response create(
      @FormParam("grant_type") String grantType,
      @FormParam("subject_token") String subjectToken,
      @FormParam("subject_token_type") String subjectTokenType,
      @FormParam("requested_token_type") String requestedTokenType,
      @FormParam("scope") String scope,
      @FormParam("tenant") String slug) {
    TokenExchangeForm form = new TokenExchangeForm();
    form.setGrantType(grantType);
    form.setSubjectToken(subjectToken);
    form.setSubjectTokenType(subjectTokenType);
    form.setRequestedTokenType(requestedTokenType);
    form.setScope(scope);
    form.setTenant(slug);
    Tenant tenant =
        tenants
            .findBySlug(String.valueOf(slug))
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_EXCHANGE_OFF));
    if (tenant.isSuspended()) {
      throw new LakegateException(ErrorCode.TENANT_SUSPENDED);
    }
    TokenExchangeService.Exchanged done =
        exchange.exchange(tenant.tenantId(), tenant.getSlug(), form);
    return Response.ok(
            new TokenExchangeView(
                done.issued().token(),
                done.life().toSeconds(),
                String.join(" ", done.issued().row().getRole().titles())))
        .header("Cache-Control", "no-store")
        .build();
  }
}
