package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.FlashMessage;
import io.lakegate.platform.web.PublicUrl;
import io.lakegate.platform.web.ToldFailure;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
  @Inject transient SignInFailures failures;
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
      String back = ReturnAddress.within(slug, request.getParameter("back"));
      if (here.equals("/provider/trial")) {
        trialFailed(request, response, slug, e);
      } else {
        failed(request, response, slug, e.code(), e.getMessage(), back);
      }
    }
  }

  private void trialFailed(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      LakegateException failure)
      throws IOException {
    SignInOrigin origin = SignInOrigin.of(request);
    String reference =
        failures.recordTrial(
            tenant(), currentCaller.get(), origin, failure.code(), failure.getMessage());
    log(slug, failure.code(), failure.getMessage(), reference);
    settings(request, response, slug, new ToldFailure(failure.code().name(), reference).word());
  }

  /** Back to the sign-in page, which says it plainly and names what administrators find it by. */
  private void failed(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      ErrorCode code,
      String problem,
      String back)
      throws IOException {
    String reference = failures.record(tenant(), SignInOrigin.of(request), code, problem);
    log(slug, code, problem, reference);
    String signIn = "/" + slug + "/sign-in";
    FlashMessage.tell(request, response, signIn, new ToldFailure(code.name(), reference).word());
    response.sendRedirect(signIn + "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
  }

  private static void log(String slug, ErrorCode code, String problem, String reference) {
    LOG.log(
        Level.INFO,
        "Signing in to {0} with its provider: {1}, {2} Reference {3}",
        new Object[] {slug, code, problem, reference});
  }

  private static void settings(
      HttpServletRequest request, HttpServletResponse response, String slug, String word)
      throws IOException {
    String settings = "/" + slug + "/admin/sign-in";
    FlashMessage.tell(request, response, settings, word);
    response.sendRedirect(settings);
  }

  /** Asking about an address would redeem its code. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Allow", "GET");
    response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  private void begin(HttpServletRequest request, HttpServletResponse response, String slug)
      throws IOException {
    ProviderSignInService.Wish wish =
        new ProviderSignInService.Wish(
            ReturnAddress.within(slug, request.getParameter("back")),
            loginHint(request),
            request.getParameter("silent") != null,
            Cookies.findJourney(request, slug, SignInAttempt.CHALLENGED).orElse(null),
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

  private void depart(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      ProviderSignInService.Departure departure)
      throws IOException {
    keep(request, response, slug, departure);
    response.sendRedirect(departure.to().toString());
  }

  /** Keeps what begins; removes what is over, a challenge that is met now, and the oldest. */
  private void keep(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      ProviderSignInService.Departure departure) {
    Map<String, String> present = Cookies.journeys(request, slug);
    Set<String> surplus = new HashSet<>(providerSignIns.surplus(tenant(), present));
    if (present.containsKey(SignInAttempt.CHALLENGED)) {
      surplus.add(SignInAttempt.CHALLENGED);
    }
    surplus.forEach(key -> Cookies.clearJourney(request, response, slug, key));
    Cookies.setJourney(request, response, slug, departure.key(), departure.cookie());
  }

  /**
   * Sends the browser to the provider by a page that goes on by itself instead of a redirect. A
   * form may have led here: our own policy lets no form end elsewhere, and browsers apply it to
   * redirects too, but not to such a page.
   */
  private void departFromForm(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      ProviderSignInService.Departure departure) {
    keep(request, response, slug, departure);
    response.setContentType("text/html");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Refresh", "0; url=" + departure.to());
  }

  private void callback(HttpServletRequest request, HttpServletResponse response, String slug)
      throws IOException {
    String key = SignInAttempt.key(only(request, "state"));
    String cookie = Cookies.findJourney(request, slug, key).orElse(null);
    if (cookie != null) {
      Cookies.clearJourney(request, response, slug, key);
    }
    String code = only(request, "code");
    ProviderSignInService.Arrival arrival;
    try {
      arrival =
          providerSignIns.complete(
              tenant(),
              currentCaller.find().orElse(null),
              callback(request, slug),
              cookie,
              new ProviderSignInService.Return(
                  code,
                  only(request, "state"),
                  only(request, "iss"),
                  only(request, "error"),
                  only(request, "error_description")),
              SignInOrigin.of(request));
    } catch (LakegateException e) {
      if (currentCaller.isSignedIn() && providerSignIns.isTrial(tenant(), cookie)) {
        trialFailed(request, response, slug, e);
        return;
      }
      boolean again =
          e.code() == ErrorCode.PROVIDER_SIGN_IN_OVER
              || (e.code() == ErrorCode.PROVIDER_REFUSED && code != null);
      if (again && currentCaller.isSignedIn()) {
        // Gone back to this address, or loaded it twice: the first time has signed them in.
        LOG.log(Level.FINE, "Back again", e);
        response.sendRedirect("/" + slug + "/");
        return;
      }
      String back = providerSignIns.back(tenant(), cookie).orElse(null);
      failed(request, response, slug, e.code(), e.getMessage(), ReturnAddress.within(slug, back));
      return;
    }
    if (arrival.isTrial()) {
      settings(request, response, slug, "tried");
      return;
    }
    if (arrival.unfinished() != null) {
      if (arrival.cookie() != null) {
        Cookies.setJourney(request, response, slug, SignInAttempt.CHALLENGED, arrival.cookie());
      }
      String back = ReturnAddress.within(slug, arrival.back());
      failed(request, response, slug, arrival.unfinished(), arrival.problem(), back);
      return;
    }
    // A new secret at every sign-in, and the one before is worth nothing any more.
    Cookies.find(request, slug).ifPresent(before -> signIns.signOut(tenant(), before));
    Cookies.set(request, response, slug, arrival.secret());
    response.sendRedirect(ReturnAddress.within(slug, arrival.back()));
  }

  /** A parameter that is there twice is none (RFC 6749 §3.1): nobody knows which is meant. */
  private static String only(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values != null && values.length == 1 ? values[0] : null;
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
