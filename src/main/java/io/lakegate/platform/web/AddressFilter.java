package io.lakegate.platform.web;

import io.lakegate.platform.api.Problem;
import io.lakegate.platform.problem.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stands before all other filters and refuses requests that could mean two things: paths that the
 * server and our filters would read differently, methods that no page takes, bodies that are too
 * large or no forms, and body types that nothing can read. Behind this filter no request can make a
 * session of the container.
 */
public class AddressFilter implements Filter {
  private static final String PAGE_METHODS = "GET, HEAD, POST";

  private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "POST");
  private static final Set<String> OF_THE_SERVER = Set.of("GET", "HEAD");

  private static final Pattern QUALITY = Pattern.compile(";\\s*[qQ]\\s*=");

  /** Fits two MiB of code with each byte escaped as three. */
  public static final int MAX_FORM = 7 * 1024 * 1024;

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = new SessionlessRequest((HttpServletRequest) in);
    HttpServletResponse response = (HttpServletResponse) out;
    String path = request.getRequestURI();
    if (!RequestPath.isPlain(path)) {
      refuse(request, response, ErrorCode.BAD_REQUEST);
      return;
    }
    if (RequestPath.isOfApi(path) && !request.getMethod().equals("TRACE")) {
      if (hasQuality(request.getContentType())) {
        refuse(request, response, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        return;
      }
      chain.doFilter(request, response);
      return;
    }
    boolean page = !RequestPath.isServedByTheServer(path);
    String method = request.getMethod();
    if (!(page ? OF_PAGES : OF_THE_SERVER).contains(method)) {
      sendMethodNotAllowed(request, response, page ? PAGE_METHODS : "GET, HEAD");
      return;
    }
    if (method.equals("POST")) {
      if (!isForm(request)) {
        refuse(request, response, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        return;
      }
      if (request.getContentLengthLong() > MAX_FORM) {
        refuse(request, response, ErrorCode.BODY_TOO_LARGE);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  /** A quality belongs into Accept headers only, and Jersey fails at one that is no number. */
  private static boolean hasQuality(String contentType) {
    return contentType != null && QUALITY.matcher(contentType).find();
  }

  /** Multipart bodies are refused, for no page takes files. */
  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && type.toLowerCase(Locale.ROOT)
            .split(";", 2)[0]
            .strip()
            .equals("application/x-www-form-urlencoded");
  }

  /** Answers 405 with the methods the address takes, by our own page. */
  public static void sendMethodNotAllowed(
      HttpServletRequest request, HttpServletResponse response, String allowed) throws IOException {
    request.setAttribute(ErrorPageFilter.ALLOWED, allowed);
    response.setHeader("Allow", allowed);
    response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, ErrorCode code) throws IOException {
    request.setAttribute(ErrorBacking.ADDRESS, RequestPath.asked(request));
    if (RequestPath.looksLikeApi(request.getRequestURI())) {
      writeProblem(request, response, code);
    } else {
      response.sendError(code.status());
    }
  }

  static void writeProblem(HttpServletRequest request, HttpServletResponse response, ErrorCode code)
      throws IOException {
    SecurityHeadersFilter.addTo(response, request);
    SecurityHeadersFilter.addToApi(response);
    response.setStatus(code.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(Problem.of(code, ErrorBacking.logged(request)).toJson());
    response.flushBuffer();
  }
}
