package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whom a bearer token speaks for at this moment. MicroProfile JWT has verified signature, issuer
 * and expiry; whether it is revoked and what its person may still do is read from the database on
 * every request, so it takes effect at once on all nodes.
 */
@Provider
@RequestScoped
public class BearerFilter implements ContainerRequestFilter {
  @Inject RestTokenService tokens;
  @Inject TenantService tenants;
  @Inject CurrentCaller current;
  @Inject RequestOrigin origin;
  @Inject AuditService audit;

  @Override
  public void filter(ContainerRequestContext request) {
    Principal principal = request.getSecurityContext().getUserPrincipal();
    if (principal instanceof JsonWebToken && isSelfCheck(request)) {
      return;
    }
    if (principal instanceof JsonWebToken token) {
      current.set(caller(token), again(token));
    } else if (!isTokenRequest(request)) {
      throw new LakegateException(ErrorCode.UNAUTHENTICATED);
    }
  }

  /** A node asking itself; its token belongs to nobody. */
  private static boolean isSelfCheck(ContainerRequestContext request) {
    return request.getUriInfo().getPath().equals("self-check");
  }

  /** The operations for which a password, or another's token, will do. */
  private static boolean isTokenRequest(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return request.getMethod().equals("POST")
        && (path.equals("tokens") || path.equals("tokens/exchange"));
  }

  private Caller caller(JsonWebToken token) {
    Tenant tenant =
        tenants
            .findBySlug(String.valueOf(token.<Object>getClaim("tenant")))
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_REFUSED));
    if (tenant.isSuspended()) {
      throw new LakegateException(ErrorCode.TENANT_SUSPENDED);
    }
    UUID id = id(token);
    origin.bearsToken(id);
    return tokens
        .callerOf(tenant.tenantId(), tenant.getSlug(), id)
        .orElseThrow(() -> refused(tenant, String.valueOf(token.getName())));
  }

  /** Returns whom the token speaks for at a later moment, while the request goes on. */
  private Supplier<Optional<Caller>> again(JsonWebToken token) {
    // The token is read now: it belongs to the request.
    String slug = String.valueOf(token.<Object>getClaim("tenant"));
    UUID id = id(token);
    return () -> {
      Tenant tenant =
          tenants
              .findBySlug(slug)
              .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_REFUSED));
      if (tenant.isSuspended()) {
        throw new LakegateException(ErrorCode.TENANT_SUSPENDED);
      }
      return Optional.of(
          tokens
              .callerStill(tenant.tenantId(), tenant.getSlug(), id)
              .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_REFUSED)));
    };
  }

  /** Ours and not expired, but revoked, or its person may do nothing any more. */
  private LakegateException refused(Tenant tenant, String userName) {
    audit.recordOnce(
        tenant.tenantId(),
        AuditActor.claiming(userName),
        AuditEntry.named(AuditAction.REQUEST, origin.asked()).refused(ErrorCode.TOKEN_REFUSED),
        PersonService.REFUSED_ONCE);
    return new LakegateException(ErrorCode.TOKEN_REFUSED);
  }

  private static UUID id(JsonWebToken token) {
    try {
      return UUID.fromString(String.valueOf(token.getTokenID()));
    } catch (IllegalArgumentException e) {
      throw new LakegateException(e, ErrorCode.TOKEN_REFUSED);
    }
  }
}
