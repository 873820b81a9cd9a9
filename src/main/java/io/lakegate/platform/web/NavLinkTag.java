package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;

/** {@code lg:navLink}: an entry of the navigation. */
@FacesComponent(NavLinkTag.TYPE)
public class NavLinkTag extends PageTag {
  static final String TYPE = "io.lakegate.NavLink";

  @Override
  protected void write(Markup out) {
    String label = (String) attribute("label");
    String view = FacesContext.getCurrentInstance().getViewRoot().getViewId();
    boolean here = view.startsWith((String) attribute("views"));
    out.open(
            "a",
            "class",
            "nav-link",
            "href",
            attribute("href"),
            "title",
            label,
            "aria-current",
            here ? "page" : "false")
        .icon((String) attribute("icon"))
        .open("span", "class", "nav-text")
        .text(label)
        .close("span")
        .close("a");
  }
}
