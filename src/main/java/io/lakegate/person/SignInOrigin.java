package io.lakegate.person;

import io.lakegate.platform.web.ClientAddress;
import io.lakegate.platform.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * The origin of a sign-in, in words its person recognises.
 *
 * @param browser such as "Firefox on Linux"
 * @param former secrets of the sign-ins the browser has already: the new one of a tenant takes the
 *     place of the former
 */
public record SignInOrigin(String address, String browser, Set<String> former) {
  /** Browsers as their headers name them and as people do; the first that occurs counts. */
  private static final List<List<String>> BROWSERS =
      List.of(
          List.of("Edg", "Edge"),
          List.of("OPR/", "Opera"),
          List.of("Firefox/", "Firefox"),
          List.of("Chrome/", "Chrome"),
          List.of("Safari/", "Safari"));

  private static final List<List<String>> SYSTEMS =
      List.of(
          List.of("Windows", "Windows"),
          List.of("Android", "Android"),
          List.of("iPhone", "iPhone"),
          List.of("iPad", "iPad"),
          List.of("Mac OS X", "macOS"),
          List.of("Linux", "Linux"));

  /** Makes the origin of a browser that has no sign-in yet. */
  public SignInOrigin(String address, String browser) {
    this(address, browser, Set.of());
  }

  public static SignInOrigin of(HttpServletRequest request) {
    return new SignInOrigin(
        ClientAddress.of(request),
        browser(request.getHeader("User-Agent")),
        Cookies.secrets(request));
  }

  static String browser(String userAgent) {
    String sent = userAgent == null ? "" : userAgent;
    String browser = first(BROWSERS, sent);
    String system = first(SYSTEMS, sent);
    if (browser == null) {
      return "Unknown browser";
    }
    return system == null ? browser : browser + " on " + system;
  }

  private static String first(List<List<String>> names, String userAgent) {
    return names.stream()
        .filter(name -> userAgent.contains(name.get(0)))
        .map(name -> name.get(1))
        .findFirst()
        .orElse(null);
  }
}
