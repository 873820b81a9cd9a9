package io.lakegate.platform.web;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where a page goes after a change: another address, read with GET. */
public final class Pages {
  private Pages() {}

  /** Redirects to a path below the tenant of the present page. */
  public static void redirect(String path) {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    redirectTo(external.getRequestContextPath() + path);
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
