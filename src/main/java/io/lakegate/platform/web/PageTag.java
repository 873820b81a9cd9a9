package io.lakegate.platform.web;

import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import java.io.IOException;

/**
 * A tag that writes itself. A tag file is built into every page anew and evaluates its expressions
 * through each name they were handed on by, at each use; this is one component that evaluates each
 * of its attributes once. For what stands in the frame of every page or in every row of a table.
 */
public abstract class PageTag extends UIComponentBase {
  @Override
  public String getFamily() {
    return PageTag.class.getName();
  }

  @Override
  public void encodeBegin(FacesContext context) throws IOException {
    String icons =
        context
            .getApplication()
            .getResourceHandler()
            .createResource("icons.svg", VersionedResources.LIBRARY)
            .getRequestPath();
    Markup markup = new Markup(context.getExternalContext().getRequestContextPath(), icons);
    write(markup);
    context.getResponseWriter().write(markup.toString());
  }

  protected abstract void write(Markup out);

  /** The value of an attribute, null where the page gives none. */
  protected final Object attribute(String name) {
    return getAttributes().get(name);
  }
}
