package io.lakegate.platform.web;

import io.lakegate.platform.security.Digests;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sign-in cookies: one a tenant, so one browser can work in several. Over HTTPS the name begins
 * with {@code __Host-}, which browsers accept from this very host only.
 */
public final class Cookies {
  private static final String NAME = "lakegate-";
  private static final String HOST_NAME = "__Host-lakegate-";

  /**
   * This cookie belongs to a sign-in on its way to the provider and back; the names above do not
   * apply to it.
   */
  private static final String JOURNEY = "lakegateJourney-";

  /** Longer than a sign-in may take, so that one that took too long knows where it led to. */
  private static final int JOURNEY_SECONDS = 3_600;

  /** Names the cookie of a browser in which nobody is signed in yet; its forms are bound to it. */
  private static final String ENTRY = "lakegateEntry";

  private Cookies() {}

  public static Optional<String> find(HttpServletRequest request, String slug) {
    return value(request, name(request, slug));
  }

  private static Optional<String> value(HttpServletRequest request, String name) {
    for (Cookie cookie : cookies(request)) {
      if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  /** The tenants this browser has a cookie for, alive or not. */
  public static List<String> slugs(HttpServletRequest request) {
    String prefix = name(request, "");
    List<String> slugs = new ArrayList<>();
    for (Cookie cookie : cookies(request)) {
      if (cookie.getName().startsWith(prefix)) {
        slugs.add(cookie.getName().substring(prefix.length()));
      }
    }
    return slugs;
  }

  /** Returns the values of all sign-in cookies of this browser, valid or not. */
  public static Set<String> secrets(HttpServletRequest request) {
    return slugs(request).stream()
        .flatMap(slug -> find(request, slug).stream())
        .collect(Collectors.toSet());
  }

  public static void set(
      HttpServletRequest request, HttpServletResponse response, String slug, String secret) {
    add(request, response, name(request, slug), secret, -1);
  }

  public static void clear(HttpServletRequest request, HttpServletResponse response, String slug) {
    add(request, response, name(request, slug), "", 0);
  }

  public static Optional<String> findJourney(HttpServletRequest request, String slug, String key) {
    return value(request, journey(request, slug) + key);
  }

  /** All that this browser has on their way in a tenant, by key. */
  public static Map<String, String> journeys(HttpServletRequest request, String slug) {
    String prefix = journey(request, slug);
    Map<String, String> journeys = new HashMap<>();
    for (Cookie cookie : cookies(request)) {
      if (cookie.getName().startsWith(prefix)) {
        journeys.put(cookie.getName().substring(prefix.length()), cookie.getValue());
      }
    }
    return journeys;
  }

  /**
   * One cookie a sign-in on its way: two tabs that begin at once each set their own, and neither
   * takes the other's place.
   */
  public static void setJourney(
      HttpServletRequest request,
      HttpServletResponse response,
      String slug,
      String key,
      String sealed) {
    add(request, response, journey(request, slug) + key, sealed, JOURNEY_SECONDS);
  }

  public static void clearJourney(
      HttpServletRequest request, HttpServletResponse response, String slug, String key) {
    add(request, response, journey(request, slug) + key, "", 0);
  }

  /** The secret of this browser before any sign-in, given now unless it has one. */
  public static String entry(HttpServletRequest request, HttpServletResponse response) {
    String name = (PublicUrl.isHttps(request) ? "__Host-" : "") + ENTRY;
    return value(request, name)
        .orElseGet(
            () -> {
              String secret = Digests.randomSecret();
              add(request, response, name, secret, -1);
              return secret;
            });
  }

  /** No slug has a dot, so none is the beginning of another's. */
  private static String journey(HttpServletRequest request, String slug) {
    return (PublicUrl.isHttps(request) ? "__Host-" : "") + JOURNEY + slug + ".";
  }

  private static void add(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      int maxAge) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(PublicUrl.isHttps(request));
    cookie.setMaxAge(maxAge);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  private static String name(HttpServletRequest request, String slug) {
    return (PublicUrl.isHttps(request) ? HOST_NAME : NAME) + slug;
  }

  private static Cookie[] cookies(HttpServletRequest request) {
    return request.getCookies() == null ? new Cookie[0] : request.getCookies();
  }
}
