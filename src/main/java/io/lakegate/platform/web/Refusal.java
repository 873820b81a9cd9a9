package io.lakegate.platform.web;

import io.lakegate.platform.api.Problem;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Answers a request that no page and no resource has seen: as they would, each in its own form. */
final class Refusal {
  /** The others are plain text: who sends hundreds of halves shall not make us render pages. */
  private static final Set<ErrorCode> HAVE_PAGES =
      Set.of(ErrorCode.BODY_TOO_LARGE, ErrorCode.DATABASE_UNAVAILABLE);

  private Refusal() {}

  static void send(
      HttpServletRequest request, HttpServletResponse response, LakegateException refusal)
      throws IOException {
    SecurityHeadersFilter.addTo(response, request);
    // The rest of the body will not be read.
    response.setHeader("Connection", "close");
    send(request, response, Problem.of(refusal));
  }

  static void send(HttpServletRequest request, HttpServletResponse response, ErrorCode code)
      throws IOException {
    send(request, response, Problem.of(code));
  }

  private static void send(
      HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    int status = problem.code().status();
    boolean api = RequestPath.isOfApi(request);
    if (!api && HAVE_PAGES.contains(problem.code())) {
      response.sendError(status);
      return;
    }
    response.resetBuffer();
    SecurityHeadersFilter.addToApi(response);
    response.setStatus(status);
    response.setContentType(api ? Problem.MEDIA_TYPE : "text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(api ? problem.toJson() : problem.detail());
  }
}
