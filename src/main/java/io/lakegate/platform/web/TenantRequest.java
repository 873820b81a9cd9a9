package io.lakegate.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request seen from inside its tenant: the context path is {@code /{tenant}}, so Faces writes
 * every form action, link, resource address and redirect below it by itself.
 *
 * <p>Faces takes whatever carries its view state for a form that was sent, by any method; so of
 * anything but a POST it is shown no parameter that only forms have. Of a POST, {@link FormRequest}
 * shows it those of the body.
 */
public class TenantRequest extends SessionlessRequest {
  private static final String ORIGINAL = TenantRequest.class.getName() + ".original";

  private final String slug;
  private final String id;

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

  @Override
  public String getContextPath() {
    return slug.isEmpty() ? "" : "/" + slug;
  }

  /** Pages come in one type, whatever was asked for; Faces fails on a header it cannot read. */
  @Override
  public String getHeader(String name) {
    return name.equalsIgnoreCase("Accept") ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return name.equalsIgnoreCase("Accept")
        ? Collections.emptyEnumeration()
        : super.getHeaders(name);
  }

  @Override
  public String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String[] getParameterValues(String name) {
    if (id != null && name.equals("id")) {
      return new String[] {id};
    }
    return isHidden(name) ? null : super.getParameterValues(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> parameters = new LinkedHashMap<>(super.getParameterMap());
    parameters.keySet().removeIf(this::isHidden);
    if (id != null) {
      parameters.put("id", new String[] {id});
    }
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  @Override
  public Collection<Part> getParts() {
    return List.of();
  }

  @Override
  public Part getPart(String name) {
    return null;
  }

  private boolean isHidden(String name) {
    return !getMethod().equals("POST") && FormRequest.isOfForms(name);
  }
}
