package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * An error page is read, whatever was asked: without this the page for a failed POST would be taken
 * for a postback to itself, and fail too.
 */
public class ErrorPageFilter implements Filter {
  /** The request's attribute with the methods an address takes that was asked by another. */
  static final String ALLOWED = ErrorPageFilter.class.getName() + ".allowed";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    String address = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    if (RequestPath.looksLikeApi(address)) {
      AddressFilter.writeProblem(asked, answer, ErrorCode.ofStatus(answer.getStatus()));
      return;
    }
    // The container empties the answer of what failed, headers too.
    SecurityHeadersFilter.addTo(answer, asked);
    answer.setHeader("Cache-Control", "no-store");
    if (request.getAttribute(ALLOWED) instanceof String allowed) {
      answer.setHeader("Allow", allowed);
    }
    chain.doFilter(new ErrorPageRequest(asked), response);
  }

  private static final class ErrorPageRequest extends TenantRequest {
    ErrorPageRequest(HttpServletRequest request) {
      super(request, "", null);
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getParameter(String name) {
      return null;
    }

    @Override
    public String[] getParameterValues(String name) {
      return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
