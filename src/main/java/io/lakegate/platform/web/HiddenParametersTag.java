package io.lakegate.platform.web;

import jakarta.faces.component.FacesComponent;
import java.util.List;
import java.util.Map;

/** {@code lg:kept}: the words of an {@link Address} that a form does not ask for. */
@FacesComponent(HiddenParametersTag.TYPE)
public class HiddenParametersTag extends PageTag {
  static final String TYPE = "io.lakegate.Kept";

  @Override
  protected void write(Markup out) {
    List<String> asked = List.of(((String) attribute("except")).split(" "));
    for (Map.Entry<String, String> word : ((Address) attribute("address")).query().entrySet()) {
      if (!asked.contains(word.getKey())) {
        out.open("input", "type", "hidden", "name", word.getKey(), "value", word.getValue());
      }
    }
  }
}
