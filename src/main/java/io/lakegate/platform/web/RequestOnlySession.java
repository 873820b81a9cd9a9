package io.lakegate.platform.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An HTTP session that ends with its request. Views are stateless and sign-in is a database row, so
 * nothing needs to survive; yet PrimeFaces keeps its nonce in the view map and Mojarra keeps every
 * view map in the HTTP session. This gives them a place and costs no cookie, memory or sticky
 * routing.
 */
final class RequestOnlySession implements HttpSession {
  private final ServletContext context;
  private final String id = UUID.randomUUID().toString();
  private final long createdAt = System.currentTimeMillis();
  private final Map<String, Object> attributes = new HashMap<>();

  RequestOnlySession(ServletContext context) {
    this.context = context;
  }

  @Override
  public long getCreationTime() {
    return createdAt;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public long getLastAccessedTime() {
    return createdAt;
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  @Override
  public void setMaxInactiveInterval(int seconds) {
    // It ends with the request.
  }

  @Override
  public int getMaxInactiveInterval() {
    return 60;
  }

  @Override
  public Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(attributes.keySet());
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public void invalidate() {
    attributes.clear();
  }

  @Override
  public boolean isNew() {
    return true;
  }
}
