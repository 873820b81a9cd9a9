package io.lakegate.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

/**
 * A request seen from inside its tenant: the context path is {@code /{tenant}}, so Faces writes
 * every form action, link, resource address and redirect below it by itself.
 */
public class TenantRequest extends HttpServletRequestWrapper {
  private static final String ORIGINAL = TenantRequest.class.getName() + ".original";

  private final String slug;
  private final String id;
  private HttpSession session;

  /** Outside of any tenant the slug is empty. */
  public TenantRequest(HttpServletRequest request, String slug, String id) {
    super(request);
    this.slug = slug;
    this.id = id;
    String query = request.getQueryString();
    setAttribute(ORIGINAL, request.getRequestURI() + (query == null ? "" : "?" + query));
  }

  /** The address the browser asked for, with its query: what a form of the page posts back to. */
  static String originalAddress(HttpServletRequest request) {
    return (String) request.getAttribute(ORIGINAL);
  }

  /** Never the container's: see {@link RequestOnlySession}. */
  @Override
  public HttpSession getSession(boolean create) {
    if (session == null && create) {
      session = new RequestOnlySession(getServletContext());
    }
    return session;
  }

  @Override
  public HttpSession getSession() {
    return getSession(true);
  }

  @Override
  public String getContextPath() {
    return slug.isEmpty() ? "" : "/" + slug;
  }

  @Override
  public String getParameter(String name) {
    return id != null && name.equals("id") ? id : super.getParameter(name);
  }

  @Override
  public String[] getParameterValues(String name) {
    return id != null && name.equals("id") ? new String[] {id} : super.getParameterValues(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    if (id == null) {
      return super.getParameterMap();
    }
    Map<String, String[]> parameters = new HashMap<>(super.getParameterMap());
    parameters.put("id", new String[] {id});
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }
}
