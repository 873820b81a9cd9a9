package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import java.util.List;

/** {@code lg:each}: all of a list, one {@link Written} after the other. */
@FacesComponent(EachTag.TYPE)
public class EachTag extends PageTag {
  static final String TYPE = "io.lakegate.Each";

  @Override
  protected void write(Markup out) {
    for (Object each : (List<?>) attribute("value")) {
      ((Written) each).write(out);
    }
  }
}
