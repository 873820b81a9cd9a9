package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import java.time.Duration;
import java.time.Instant;

/** {@code lg:duration}: nothing for null. */
@FacesComponent(DurationTag.TYPE)
public class DurationTag extends PageTag {
  static final String TYPE = "io.lakegate.Duration";

  @Override
  protected void write(Markup out) {
    Duration value = (Duration) attribute("value");
    if (value != null) {
      out.time(Texts.duration(value), "datetime", value);
    }
    write(out, "since");
    write(out, "until");
  }

  private void write(Markup out, String way) {
    Instant moment = (Instant) attribute(way);
    if (moment != null) {
      out.time(Texts.text("time." + way) + " " + Texts.time(moment), "data-" + way, moment);
    }
  }
}
