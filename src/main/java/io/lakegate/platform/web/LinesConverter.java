package io.lakegate.platform.web;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;
import java.util.List;

/** A list of texts as lines of a text area; blank lines and spaces around a line are dropped. */
@FacesConverter("lakegate.lines")
public class LinesConverter implements Converter<List<String>> {
  @Override
  public List<String> getAsObject(FacesContext context, UIComponent component, String text) {
    return text == null
        ? List.of()
        : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Override
  public String getAsString(FacesContext context, UIComponent component, List<String> lines) {
    return lines == null ? "" : String.join("\n", lines);
  }
}
