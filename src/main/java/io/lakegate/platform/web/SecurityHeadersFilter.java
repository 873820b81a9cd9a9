package io.lakegate.platform.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Headers of every answer, and the refusal of changes that other sites ask for: browsers name the
 * origin of every POST, so one without ours does not come from a page of ours.
 */
public class SecurityHeadersFilter implements Filter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    addTo(response, request);
    boolean api = RequestPath.isOfApi(request);
    if (api) {
      addToApi(response);
    }
    if (!api && !SAFE.contains(request.getMethod()) && !isFromOurPage(request)) {
      ErrorBacking.tell(request, "crossSite");
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, new RelativeRedirects(response));
  }

  static void addTo(HttpServletResponse response, HttpServletRequest request) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (PublicUrl.isHttps(request)) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /** Pages get their policy from PrimeFaces (web.xml), which knows the nonce. */
  static void addToApi(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    // Tokens, people and what they did are for whoever asked, and for no cache between.
    response.setHeader("Cache-Control", "no-store");
  }

  /** The container would make the address absolute with whatever host the request named. */
  private static final class RelativeRedirects extends HttpServletResponseWrapper {
    RelativeRedirects(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendRedirect(String address) throws IOException {
      resetBuffer();
      setStatus(SC_FOUND);
      setHeader("Location", address);
      flushBuffer();
    }
  }

  private static boolean isFromOurPage(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String from = origin == null ? request.getHeader("Referer") : origin;
    if (from == null) {
      return false;
    }
    try {
      String authority = URI.create(from).getAuthority();
      return authority != null && authority.equalsIgnoreCase(PublicUrl.authority(request));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
