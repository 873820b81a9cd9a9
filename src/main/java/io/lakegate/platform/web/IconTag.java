package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import java.io.IOException;

/** {@code lg:icon}. */
@FacesComponent(IconTag.TYPE)
public class IconTag extends PageTag {
  static final String TYPE = "io.lakegate.Icon";

  @Override
  protected void write(Markup out) throws IOException {
    out.icon(String.valueOf(attribute("name")));
  }
}
