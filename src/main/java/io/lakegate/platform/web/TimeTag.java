package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import java.time.Instant;

/** {@code lg:time}: nothing for null. */
@FacesComponent(TimeTag.TYPE)
public class TimeTag extends PageTag {
  static final String TYPE = "io.lakegate.Time";

  @Override
  protected void write(Markup out) {
    Instant value = (Instant) attribute("value");
    if (value != null) {
      Object show = attribute("show");
      out.time(Texts.time(value), "datetime", value, "data-show", show == null ? "relative" : show);
    }
  }
}
