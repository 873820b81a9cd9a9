package io.lakegate.person;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Done;
import io.lakegate.platform.web.PublicUrl;
import io.lakegate.tenant.CurrentTenant;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The browser's ways to the provider and back. */
@WebServlet(
    urlPatterns = {
      "/provider/begin",
      "/provider/trial",
      "/provider/callback",
      "/provider/ended",
      "/provider/leave"
    })
public class ProviderSignInServlet extends HttpServlet {
  private static final Logger LOG = Logger.getLogger(ProviderSignInServlet.class.getName());

  @Inject transient ProviderSignInService providerSignIns;
  @Inject transient SignInService signIns;
  @Inject transient CurrentTenant currentTenant;
  @Inject transient CurrentCaller currentCaller;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String slug = currentTenant.getSlug();
    String here = request.getServletPath();
    try {
      switch (here) {
        case "/provider/begin" -> begin(request, response, slug);
        case "/provider/trial" -> trial(request, response, slug);
        case "/provider/callback" -> callback(request, response, slug);
        case "/provider/leave" -> leave(request, response, slug);
        default -> ended(request, response);
      }
    } catch (LakegateException e) {
      LOG.log(
          Level.INFO,
          "Signing in to {0} with its provider: {1}, {2}",
          new Object[] {slug, e.code(), e.getMessage()});
      String back = here.equals("/provider/trial") ? "/admin/sign-in" : "/sign-in";
      Done.tell(request, response, "/" + slug + back, e.code().name());
      response.sendRedirect("/" + slug + back);
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response, String slug)
      throws IOException {
    ProviderSignInService.Wish wish =
        new ProviderSignInService.Wish(
            Back.within(slug, request.getParameter("back")),
            loginHint(request),
            request.getParameter("silent") != null,
            Cookies.findJourney(request, slug).orElse(null),
            currentCaller.find().orElse(null));
    ProviderSignInService.Departure departure =
        providerSignIns.begin(tenant(), callback(request, slug), wish);
    if (wish.silent() || wish.loginHint() != null) {
      departFromForm(request, response, slug, departure);
    } else {
      depart(request, response, slug, departure);
    }
  }

  /** The name somebody typed on a page of ours, as far as it can be one. */
  private static String loginHint(HttpServletRequest request) {
    String hint = request.getParameter("as");
    return hint != null && hint.matches("[^\\p{Cntrl}\\s]{1,254}") ? hint : null;
  }

  private void trial(HttpServletRequest request, HttpServletResponse response, String slug)
      throws IOException {
    depart(
        request,
        response,
        slug,
        providerSignIns.beginTrial(tenant(), currentCaller.get(), callback(request, slug)));
  }

  private static void depart(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      ProviderSignInService.Departure departure)
      throws IOException {
    Cookies.setJourney(request, response, slug, departure.cookie());
    response.sendRedirect(departure.to().toString());
  }

  /**
   * Where a form may have led here: our own policy lets none of them end elsewhere, and browsers
   * follow it through redirects. A page that goes on by itself begins anew.
   */
  private static void departFromForm(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      ProviderSignInService.Departure departure) {
    Cookies.setJourney(request, response, slug, departure.cookie());
    response.setContentType("text/html");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Refresh", "0; url=" + departure.to());
  }

  private void callback(HttpServletRequest request, HttpServletResponse response, String slug)
      throws IOException {
    String cookie = Cookies.findJourney(request, slug).orElse(null);
    Cookies.clearJourney(request, response, slug);
    ProviderSignInService.Arrival arrival;
    try {
      arrival =
          providerSignIns.complete(
              tenant(),
              currentCaller.find().orElse(null),
              callback(request, slug),
              cookie,
              new ProviderSignInService.Return(
                  request.getParameter("code"),
                  request.getParameter("state"),
                  request.getParameter("iss"),
                  request.getParameter("error")),
              SignInOrigin.of(request));
    } catch (LakegateException e) {
      if (currentCaller.isSignedIn()) {
        // Signed in meanwhile in another tab, or gone back to this address.
        LOG.log(Level.FINE, "Back again", e);
        response.sendRedirect("/" + slug + "/");
        return;
      }
      throw e;
    }
    if (arrival.isTrial()) {
      Done.tell(request, response, "/" + slug + "/admin/sign-in", "tried");
      response.sendRedirect("/" + slug + "/admin/sign-in");
      return;
    }
    if (arrival.unfinished() != null) {
      if (arrival.cookie() != null) {
        Cookies.setJourney(request, response, slug, arrival.cookie());
      }
      String signIn = "/" + slug + "/sign-in";
      Done.tell(request, response, signIn, arrival.unfinished().name());
      String back = Back.within(slug, arrival.back());
      response.sendRedirect(signIn + "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
      return;
    }
    // A new secret at every sign-in, and the one before is worth nothing any more.
    Cookies.find(request, slug).ifPresent(before -> signIns.signOut(tenant(), before));
    Cookies.set(request, response, slug, arrival.secret());
    response.sendRedirect(Back.within(slug, arrival.back()));
  }

  /** Ends the provider's own session too, where it has a place for that. */
  private void leave(HttpServletRequest request, HttpServletResponse response, String slug)
      throws IOException {
    URI back = URI.create(PublicUrl.of(request, "/" + slug + "/sign-out"));
    response.sendRedirect(providerSignIns.leave(tenant(), back).toString());
  }

  /** The provider's page asks in a frame, without cookies: the session's name is all there is. */
  private void ended(HttpServletRequest request, HttpServletResponse response) {
    signIns.endProviderSession(tenant(), request.getParameter("iss"), request.getParameter("sid"));
    response.setHeader("Cache-Control", "no-store");
  }

  private TenantId tenant() {
    return currentTenant.get().tenantId();
  }

  private static URI callback(HttpServletRequest request, String slug) {
    return URI.create(PublicUrl.of(request, "/" + slug + "/sign-in/callback"));
  }
}
