package io.lakegate.platform.web;

import io.lakegate.platform.database.Outage;
import io.lakegate.platform.problem.Disconnection;
import io.lakegate.platform.problem.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stands before everything else, and keeps from the server's log what is nobody's fault here: a
 * caller who has gone is one line, and a database that is away is answered with 503 at once.
 */
public class FailureFilter implements Filter {
  private static final Logger LOG = Logger.getLogger(FailureFilter.class.getName());

  private static final String RETRY_AFTER_SECONDS = "10";

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    try {
      chain.doFilter(in, new WatchedResponse(request, response));
    } catch (IOException | ServletException | RuntimeException e) {
      if (Disconnection.isBehind(e)) {
        LOG.info(() -> "A caller has gone before " + shown(request) + " was finished");
      } else if (Outage.isBehind(e) && !response.isCommitted()) {
        LOG.log(Level.WARNING, "The database is not available", e);
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        Refusal.send(request, response, ErrorCode.DATABASE_UNAVAILABLE);
      } else {
        throw e;
      }
    }
  }

  /** Returns what was asked, without line breaks and not longer than a line of a log should be. */
  private static String shown(HttpServletRequest request) {
    String path = request.getRequestURI().replaceAll("[^\\x21-\\x7e]", "?");
    return request.getMethod() + " " + (path.length() > 200 ? path.substring(0, 200) + "…" : path);
  }
}
