package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import java.util.List;

/** {@code lg:each}: all of a list, one {@link Renderable} after the other. */
@FacesComponent(RenderAllTag.TYPE)
public class RenderAllTag extends PageTag {
  static final String TYPE = "io.lakegate.Each";

  @Override
  protected void write(Markup out) {
    for (Object each : (List<?>) attribute("value")) {
      ((Renderable) each).write(out);
    }
  }
}
