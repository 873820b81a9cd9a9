package io.lakegate.platform.web;

import io.lakegate.platform.settings.Setting;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/**
 * The address at which people reach the portal; behind a proxy it differs from where it listens.
 */
public final class PublicUrl {
  /** Kept: every page asks several times, and each time Payara would go through all its sources. */
  private static final Optional<URI> CONFIGURED = Setting.PUBLIC_URL.address();

  private PublicUrl() {}

  static boolean isHttps(HttpServletRequest request) {
    return CONFIGURED.map(url -> url.getScheme().equals("https")).orElseGet(request::isSecure);
  }

  /** {@code host[:port]} a page of ours comes from. */
  static String authority(HttpServletRequest request) {
    return CONFIGURED.map(URI::getAuthority).orElseGet(() -> request.getHeader("Host"));
  }

  /** The absolute address of a path of ours, for links that are copied. */
  public static String of(HttpServletRequest request, String path) {
    String base =
        CONFIGURED
            .map(URI::toString)
            .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
            .orElseGet(() -> request.getScheme() + "://" + request.getHeader("Host"));
    return base + path;
  }
}
