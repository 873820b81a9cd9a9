package io.lakegate.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A word about what a page has just done, told once to the page it redirects to. In the address the
 * word would be said again by every reload and to everybody the address is sent to; and there is no
 * HTTP session to keep it in. So it is a cookie of that very address, deleted as soon as it was
 * read.
 */
public final class FlashMessage {
  /** Not of the sign-ins' names, which begin with {@code lakegate-}. */
  private static final String COOKIE = "lakegateDone";

  private static final int SECONDS = 60;

  private FlashMessage() {}

  public static void tell(
      HttpServletRequest request, HttpServletResponse response, String path, String word) {
    add(request, response, path, word, SECONDS);
  }

  /**
   * Puts the word into {@code requestScope.done} of the page, which compares it with the words it
   * knows, and deletes the cookie.
   */
  public static void read(HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("GET") || request.getCookies() == null) {
      return;
    }
    for (Cookie cookie : request.getCookies()) {
      if (cookie.getName().equals(COOKIE)) {
        request.setAttribute("done", cookie.getValue());
        add(request, response, request.getRequestURI(), "", 0);
        return;
      }
    }
  }

  private static void add(
      HttpServletRequest request,
      HttpServletResponse response,
      String path,
      String word,
      int seconds) {
    Cookie cookie = new Cookie(COOKIE, word);
    cookie.setPath(path);
    cookie.setHttpOnly(true);
    cookie.setSecure(PublicUrl.isHttps(request));
    cookie.setMaxAge(seconds);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}
