package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Limits how slowly bodies may arrive: half-sent ones would otherwise hold all request threads. The
 * server has 200; each route here may keep a part of them waiting, so pages and API do not block
 * one another, and a route for long uploads gets a line of its own.
 */
public class BodyPaceFilter implements Filter {
  private static final List<Map.Entry<String, SlowBodies>> ROUTES =
      List.of(
          Map.entry("/api/", new SlowBodies(48, 24, 16)), //
          Map.entry("/", new SlowBodies(48, 24, 16)));

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    boolean form = FormRequest.isForm(request);
    if (!form && !hasBody(request)) {
      chain.doFilter(in, out);
      return;
    }
    PacedRequest paced;
    try {
      SlowBodies slow = slowBodies(request.getRequestURI());
      paced = form ? new FormRequest(request, slow) : new PacedRequest(request, slow);
    } catch (LakegateException refusal) {
      Refusal.send(request, (HttpServletResponse) out, refusal);
      return;
    }
    try {
      chain.doFilter(paced, out);
    } catch (LakegateException refusal) {
      if (out.isCommitted() || !isOurs(refusal.code())) {
        throw refusal;
      }
      Refusal.send(request, (HttpServletResponse) out, refusal);
    } finally {
      paced.release();
    }
  }

  private static boolean isOurs(ErrorCode code) {
    return code == ErrorCode.BODY_TOO_SLOW || code == ErrorCode.TOO_MANY_SLOW_BODIES;
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static SlowBodies slowBodies(String path) {
    return ROUTES.stream()
        .filter(route -> path.startsWith(route.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> ROUTES.get(ROUTES.size() - 1).getValue());
  }
}
