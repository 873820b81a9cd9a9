package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;

/** {@code lg:icon}. */
@FacesComponent(IconTag.TYPE)
public class IconTag extends PageTag {
  static final String TYPE = "io.lakegate.Icon";

  @Override
  protected void write(Markup out) {
    out.icon(String.valueOf(attribute("name")));
  }
}
