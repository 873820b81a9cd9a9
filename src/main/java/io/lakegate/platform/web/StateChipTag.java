package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;

/** {@code lg:stateChip}. */
@FacesComponent(StateChipTag.TYPE)
public class StateChipTag extends PageTag {
  static final String TYPE = "io.lakegate.StateChip";

  @Override
  protected void write(Markup out) {
    out.stateChip(attribute("state"), attribute("outcome"));
  }
}
