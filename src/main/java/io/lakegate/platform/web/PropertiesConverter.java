package io.lakegate.platform.web;

import io.lakegate.platform.form.ConfText;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.util.Map;

/** Settings as the lines of a text area, in every form that {@link ConfText} understands. */
@FacesConverter("lakegate.properties")
public class PropertiesConverter implements Converter<Map<String, String>> {
  @Override
  public Map<String, String> getAsObject(FacesContext context, UIComponent component, String text) {
    try {
      return ConfText.parse(text);
    } catch (ConfText.BadLine e) {
      throw new ConverterException(
          new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null), e);
    }
  }

  @Override
  public String getAsString(
      FacesContext context, UIComponent component, Map<String, String> entries) {
    return entries == null ? "" : ConfText.write(entries);
  }
}
