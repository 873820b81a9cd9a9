package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Redirects a page after a change to another address, which is read with GET. */
public final class Pages {
  private Pages() {}

  /** Redirects to a path below the tenant of the present page. */
  public static void redirect(String path) {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    redirectTo(external.getRequestContextPath() + path);
  }

  /** Redirects, and tells that page what was done: {@code requestScope.done}, once. */
  public static void redirect(String path, String done) {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    int query = path.indexOf('?');
    FlashMessage.tell(
        (HttpServletRequest) external.getRequest(),
        (HttpServletResponse) external.getResponse(),
        external.getRequestContextPath() + (query < 0 ? path : path.substring(0, query)),
        done);
    redirect(path);
  }

  /** The id in the address of the present page; empty for a new thing. */
  public static Optional<UUID> id() {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    try {
      return Optional.ofNullable(external.getRequestParameterMap().get("id")).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      throw new LakegateException(e, ErrorCode.NOT_FOUND);
    }
  }

  /** {@code ?name=value&…} of the values that are there, names and values in turn. */
  public static String query(String... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(namesAndValues[i])
            .append('=')
            .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }

  /** Redirects to a path of the portal. */
  public static void redirectTo(String path) {
    FacesContext context = FacesContext.getCurrentInstance();
    try {
      context.getExternalContext().redirect(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context.responseComplete();
  }
}
