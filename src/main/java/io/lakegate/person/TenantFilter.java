package io.lakegate.person;

import io.lakegate.audit.AuditEvent;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.AddressFilter;
import io.lakegate.platform.web.ClientAddress;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.ErrorBacking;
import io.lakegate.platform.web.FacesProblemHandler;
import io.lakegate.platform.web.FlashMessage;
import io.lakegate.platform.web.FormTokens;
import io.lakegate.platform.web.RequestPath;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Lets requests in to pages: finds the tenant of the address and the person who is signed in there,
 * and decides whether the page is theirs to see. Services check again; this filter keeps a page
 * from being rendered.
 */
public class TenantFilter implements Filter {
  /** Fits names and a password; nobody has to be signed in to send them. */
  private static final long MAX_ANONYMOUS_FORM = 64L * 1024;

  /** Stands for the tenant in forms that are shown before anybody named an organisation. */
  private static final UUID NO_TENANT = new UUID(0, 0);

  /** No escape, no segment that begins with a dot: nothing that leads out of the resources. */
  private static final Pattern RESOURCE =
      Pattern.compile("/jakarta\\.faces\\.resource(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*+)++");

  private static final Pattern NONE = Pattern.compile("");

  /** Library, contract and locale become folders; of the latter two we have none. */
  private static final Map<String, Pattern> OF_RESOURCES =
      Map.of("ln", Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*"), "con", NONE, "loc", NONE);

  @Inject TenantService tenants;
  @Inject SignInService signIns;
  @Inject CurrentTenant currentTenant;
  @Inject CurrentCaller currentCaller;
  @Inject RequestOrigin origin;
  @Inject AuditService audit;
  @Inject SecretBox secrets;

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    String path = request.getRequestURI();
    origin.comesFrom(ClientAddress.of(request), request.getMethod() + " " + path);
    if (RequestPath.isServedByTheServer(path)) {
      chain.doFilter(request, response);
      return;
    }
    if (RESOURCE.matcher(path).matches()) {
      // Pages outside of any tenant ask for their resources here.
      sendResource(new TenantRequest(request, "", null), response, path);
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
      sendResource(new TenantRequest(request, slug, null), response, rest);
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

  private static void sendResource(
      HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException, ServletException {
    if (request.getMethod().equals("POST")) {
      AddressFilter.sendMethodNotAllowed(request, response, "GET, HEAD");
      return;
    }
    boolean plain =
        OF_RESOURCES.entrySet().stream()
            .allMatch(word -> isAbsentOrMatches(request, word.getKey(), word.getValue()));
    if (plain) {
      forward(request, response, path);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static boolean isAbsentOrMatches(
      HttpServletRequest request, String name, Pattern pattern) {
    String[] values = request.getParameterValues(name);
    return values == null
        || Arrays.stream(values).allMatch(value -> pattern.matcher(value).matches());
  }

  /** Sets tenant and person for every page, also for one that says that there is nothing here. */
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

  /** Returns the caller behind the cookie at a later moment of the same request. */
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
      TenantRequest page = new TenantRequest(request, tenant.getSlug(), null);
      open(page, response, tenant.getId(), present, "/no-role.xhtml");
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
    if (!takes(match.route(), request.getMethod())) {
      AddressFilter.sendMethodNotAllowed(request, response, methods(match.route()));
      return;
    }
    FlashMessage.read(request, response);
    response.setHeader("Cache-Control", "no-store");
    TenantRequest page = new TenantRequest(request, tenant.getSlug(), match.id());
    open(page, response, tenant.getId(), present, match.route().view());
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

  /** HEAD must change nothing, and signing in with a provider does: it takes GET alone. */
  private static String methods(Route route) {
    if (route.isPage()) {
      return "GET, HEAD, POST";
    }
    return route.view().startsWith("/provider/") ? "GET" : "GET, HEAD";
  }

  private static boolean takes(Route route, String method) {
    return List.of(methods(route).split(", ", -1)).contains(method);
  }

  /** Shows a page, and lets its forms do something only if we made them for who sends them. */
  private void open(
      TenantRequest request,
      HttpServletResponse response,
      UUID tenant,
      Optional<SignInService.Present> present,
      String view)
      throws IOException, ServletException {
    request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    if (view.endsWith(".xhtml")) {
      boolean signingIn = view.equals("/sign-in.xhtml") || view.equals("/enter.xhtml");
      String who =
          present
              .filter(found -> !signingIn)
              .map(found -> "person " + found.person().getId())
              .orElseGet(() -> "browser " + Cookies.entry(request, response));
      String slug = request.getContextPath();
      String route = request.getRequestURI().substring(slug.length());
      if (who.startsWith("browser ") && request.getContentLengthLong() > MAX_ANONYMOUS_FORM) {
        response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        return;
      }
      try {
        FormTokens.begin(request, secrets, tenant, who, route);
      } catch (IllegalStateException e) {
        // The server's words for a body beyond its limit that did not say how long it is.
        response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        return;
      }
      if (isOfNoPageOfOurs(request)) {
        ErrorBacking.tell(request, "noForm");
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        return;
      }
    }
    forward(request, response, view);
  }

  /** Faces would take it for a page being read, or fail to restore a page of another portal. */
  private static boolean isOfNoPageOfOurs(HttpServletRequest request) {
    return request.getMethod().equals("POST")
        && !"stateless".equals(request.getParameter("jakarta.faces.ViewState"));
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
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.sendRedirect(
        Address.of("/" + tenant.getSlug() + "/sign-in")
            .with("back", back(request, tenant))
            .toString());
  }

  /**
   * Asks the provider again, because the rights somebody had by their groups have lapsed. It
   * happens without a question if their sign-in at the provider is still good. A form that was sent
   * is answered with a question instead, so that what was typed is not lost.
   */
  private static void askTheProviderAgain(
      HttpServletRequest request, HttpServletResponse response, Tenant tenant) throws IOException {
    if (!request.getMethod().equals("GET") || isInBackground(request)) {
      askToSignIn(request, response, tenant);
      return;
    }
    response.sendRedirect(
        Address.of("/" + tenant.getSlug() + "/sign-in/provider")
            .with("silent", true)
            .with("back", back(request, tenant))
            .toString());
  }

  private static String back(HttpServletRequest request, Tenant tenant) {
    String query = request.getQueryString();
    String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
    return ReturnAddress.within(tenant.getSlug(), asked);
  }

  /** The front door without a tenant: to the only one this browser knows, else a page that asks. */
  private void enter(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getRequestURI().equals("/")) {
      List<String> slugs = Cookies.slugs(request);
      if (slugs.size() == 1) {
        response.sendRedirect("/" + slugs.get(0) + "/");
        return;
      }
    }
    response.setHeader("Cache-Control", "no-store");
    TenantRequest page = new TenantRequest(request, "", null);
    open(page, response, NO_TENANT, Optional.empty(), "/enter.xhtml");
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response, String view)
      throws IOException, ServletException {
    request.getRequestDispatcher(view).forward(request, response);
  }
}
