package io.lakegate.person;

import io.lakegate.audit.AuditEvent;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.web.ClientAddress;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Done;
import io.lakegate.platform.web.FacesProblemHandler;
import io.lakegate.platform.web.Route;
import io.lakegate.platform.web.TenantRequest;
import io.lakegate.tenant.CurrentTenant;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way in to every page: which tenant the address names, who is signed in there, whether the
 * page is theirs to see. Services check again; this is what keeps a page from being rendered.
 */
public class TenantFilter implements Filter {
  /** The API, and what the server itself answers at the root. */
  private static final List<String> NOT_PAGES = List.of("/api/", "/health", "/metrics", "/openapi");

  /** No escape, no segment that begins with a dot: nothing that leads out of the resources. */
  private static final Pattern RESOURCE =
      Pattern.compile("/jakarta\\.faces\\.resource(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  @Inject TenantService tenants;
  @Inject SignInService signIns;
  @Inject CurrentTenant currentTenant;
  @Inject CurrentCaller currentCaller;
  @Inject RequestOrigin origin;
  @Inject AuditService audit;

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    String path = request.getRequestURI();
    origin.comesFrom(ClientAddress.of(request), request.getMethod() + " " + path);
    if (NOT_PAGES.stream().anyMatch(path::startsWith)) {
      chain.doFilter(request, response);
      return;
    }
    if (RESOURCE.matcher(path).matches()) {
      // Pages outside of any tenant ask for their resources here.
      chain.doFilter(request, response);
      return;
    }
    if (path.equals("/") || path.equals("/sign-in")) {
      enter(request, response);
      return;
    }
    int slash = path.indexOf('/', 1);
    String slug = slash < 0 ? path.substring(1) : path.substring(1, slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    if (RESOURCE.matcher(rest).matches()) {
      forward(new TenantRequest(request, slug, null), response, rest);
      return;
    }
    Optional<Tenant> tenant = tenants.findBySlug(slug);
    Optional<Route.Match> match = Route.find(rest);
    if (tenant.isEmpty() || tenant.get().isSuspended()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Optional<SignInService.Present> present = recognise(request, tenant.get());
    if (match.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    show(request, response, tenant.get(), match.get(), present);
  }

  /** From here on every page knows tenant and person, also one that says there is nothing here. */
  private Optional<SignInService.Present> recognise(HttpServletRequest request, Tenant tenant) {
    currentTenant.set(tenant);
    Optional<String> secret = Cookies.find(request, tenant.getSlug());
    Optional<SignInService.Present> present =
        secret.flatMap(found -> signIns.find(tenant.tenantId(), found, !isByItself(request)));
    present
        .flatMap(found -> found.caller(tenant.getSlug()))
        .ifPresent(caller -> currentCaller.set(caller, () -> again(tenant, secret)));
    return present;
  }

  /** Whom the cookie speaks for at a later moment, while the request goes on. */
  private Optional<Caller> again(Tenant tenant, Optional<String> secret) {
    return tenants
        .find(tenant.tenantId())
        .filter(now -> !now.isSuspended())
        .flatMap(now -> secret)
        .flatMap(found -> signIns.callerStill(tenant.tenantId(), tenant.getSlug(), found));
  }

  private void show(
      HttpServletRequest request,
      HttpServletResponse response,
      Tenant tenant,
      Route.Match match,
      Optional<SignInService.Present> present)
      throws IOException, ServletException {
    Optional<Caller> caller = currentCaller.find();
    Role role = match.route().role();
    boolean signingOut = match.route().view().equals("/sign-out.xhtml");
    if (role != null && present.filter(SignInService.Present::lapsed).isPresent()) {
      askTheProviderAgain(request, response, tenant);
      return;
    }
    if (caller.isEmpty() && present.isPresent() && (role != null || signingOut)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setHeader("Cache-Control", "no-store");
      forward(new TenantRequest(request, tenant.getSlug(), null), response, "/no-role.xhtml");
      return;
    }
    if (role != null) {
      if (caller.isEmpty()) {
        askToSignIn(request, response, tenant);
        return;
      }
      if (present.get().person().isPasswordGenerated()
          && !match.route().view().equals("/password.xhtml")) {
        response.sendRedirect("/" + tenant.getSlug() + "/password");
        return;
      }
      if (caller.get().isOperator() && match.route().view().equals("/home.xhtml")) {
        response.sendRedirect("/" + tenant.getSlug() + "/tenants");
        return;
      }
      if (!isTheirs(caller.get(), match.route())) {
        recordRefused(caller.get(), ErrorCode.FORBIDDEN);
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        return;
      }
    }
    if (isOfNoPageOfOurs(request)) {
      response.sendRedirect(address(request));
      return;
    }
    Done.read(request, response);
    response.setHeader("Cache-Control", "no-store");
    forward(
        new TenantRequest(request, tenant.getSlug(), match.id()), response, match.route().view());
    if (caller.isPresent()
        && request.getAttribute(FacesProblemHandler.REFUSED) instanceof ErrorCode code) {
      recordRefused(caller.get(), code);
    }
  }

  private void recordRefused(Caller caller, ErrorCode code) {
    if (AuditEvent.isRefusal(code.status())) {
      audit.recordRefusedRequest(caller.tenant(), caller, code);
    }
  }

  /** Operators have their own pages, and of the common ones those about themselves. */
  private static boolean isTheirs(Caller caller, Route route) {
    boolean aboutOneself =
        route.view().equals("/me.xhtml") || route.view().equals("/password.xhtml");
    boolean audit = route.isAudit() && caller.may(Operation.READ_AUDIT);
    return aboutOneself || audit || caller.role().includes(route.role());
  }

  /** Our pages keep no state on the server; Faces would fail to restore any other. */
  private static boolean isOfNoPageOfOurs(HttpServletRequest request) throws IOException {
    request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    String state = request.getParameter("jakarta.faces.ViewState");
    return state != null && !state.equals("stateless");
  }

  /** A page that refreshes itself is no sign of a person. */
  private static boolean isByItself(HttpServletRequest request) {
    return request.getHeader("X-Lakegate-Refresh") != null
        || request.getRequestURI().endsWith("/live");
  }

  private static boolean isInBackground(HttpServletRequest request) {
    return "partial/ajax".equals(request.getHeader("Faces-Request"))
        || request.getHeader("X-Lakegate-Background") != null
        || isByItself(request);
  }

  private static void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, Tenant tenant) throws IOException {
    if (isInBackground(request)) {
      // The script keeps what was typed, signs the person in and comes back.
      response.setHeader("X-Lakegate-Sign-In", "/" + tenant.getSlug() + "/sign-in");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.sendRedirect(
        "/"
            + tenant.getSlug()
            + "/sign-in?back="
            + URLEncoder.encode(address(request), StandardCharsets.UTF_8));
  }

  /**
   * What the groups of somebody gave has lapsed: without a question where their sign-in at the
   * provider is still good. What was typed into a form is not lost that way: it asks.
   */
  private static void askTheProviderAgain(
      HttpServletRequest request, HttpServletResponse response, Tenant tenant) throws IOException {
    if (!request.getMethod().equals("GET") || isInBackground(request)) {
      askToSignIn(request, response, tenant);
      return;
    }
    response.sendRedirect(
        "/"
            + tenant.getSlug()
            + "/sign-in/provider?silent=true&back="
            + URLEncoder.encode(address(request), StandardCharsets.UTF_8));
  }

  private static String address(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /** The front door without a tenant: to the only one this browser knows, else a page that asks. */
  private static void enter(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getRequestURI().equals("/")) {
      List<String> slugs = Cookies.slugs(request);
      if (slugs.size() == 1) {
        response.sendRedirect("/" + slugs.get(0) + "/");
        return;
      }
    }
    response.setHeader("Cache-Control", "no-store");
    forward(new TenantRequest(request, "", null), response, "/enter.xhtml");
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response, String view)
      throws IOException, ServletException {
    request.getRequestDispatcher(view).forward(request, response);
  }
}
