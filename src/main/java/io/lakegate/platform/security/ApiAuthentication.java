package io.lakegate.platform.security;

import io.lakegate.platform.api.Problem;
import io.lakegate.platform.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContextWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Verifies bearer tokens of the API with Payara's own MicroProfile JWT mechanism, and says what is
 * wrong as a problem document. Pages are signed in by their filter; a token there means nothing.
 */
@Alternative
@Priority(1000)
@ApplicationScoped
public class ApiAuthentication implements HttpAuthenticationMechanism {
  private static final String PAYARA =
      "fish.payara.microprofile.jwtauth.eesecurity.JWTAuthenticationMechanism";

  private HttpAuthenticationMechanism bearer;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    String authorization = request.getHeader("Authorization");
    boolean bearerToken =
        authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    if (!request.getRequestURI().startsWith("/api/") || !bearerToken) {
      return context.doNothing();
    }
    AuthenticationStatus status = payara().validateRequest(request, response, new Quiet(context));
    return status == AuthenticationStatus.SUCCESS ? status : refuse(response);
  }

  /** Keeps Payara from sending an error page before the problem document can be written. */
  private static final class Quiet extends HttpMessageContextWrapper {
    Quiet(HttpMessageContext context) {
      super(context);
    }

    @Override
    public AuthenticationStatus responseUnauthorized() {
      return AuthenticationStatus.SEND_FAILURE;
    }
  }

  private static AuthenticationStatus refuse(HttpServletResponse response) {
    response.setStatus(ErrorCode.TOKEN_REFUSED.status());
    response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    // No filter of ours is asked after this.
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding("UTF-8");
    try {
      response.getWriter().write(Problem.of(ErrorCode.TOKEN_REFUSED).toJson());
      response.flushBuffer();
    } catch (IOException e) {
      // The caller is gone; there is nobody to tell.
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  private synchronized HttpAuthenticationMechanism payara() {
    if (bearer == null) {
      try {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        bearer =
            (HttpAuthenticationMechanism)
                CDI.current().select(Class.forName(PAYARA, true, loader)).get();
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("This server has no MicroProfile JWT.", e);
      }
    }
    return bearer;
  }
}
