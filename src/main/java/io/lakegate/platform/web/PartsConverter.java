package io.lakegate.platform.web;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;
import java.util.Arrays;
import java.util.List;

/** Pieces of code in one text area, parted by lines of nothing but {@code %%}. */
@FacesConverter("lakegate.parts")
public class PartsConverter implements Converter<List<String>> {
  @Override
  public List<String> getAsObject(FacesContext context, UIComponent component, String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.replace("\r\n", "\n").split("(?m)^[ \t]*%%[ \t]*$", -1))
            .map(part -> part.replaceAll("^\\n+|\\s+$", ""))
            .filter(part -> !part.isBlank())
            .toList();
  }

  @Override
  public String getAsString(FacesContext context, UIComponent component, List<String> parts) {
    return parts == null ? "" : String.join("\n%%\n", parts);
  }
}
