package io.lakegate.platform.web;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keys and values as lines of a text area, {@code key = value} or, as in {@code
 * spark-defaults.conf}, {@code key value}; lines that begin with {@code #} are dropped. Refuses
 * nothing: a line without a value is a key with an empty one, and the form says what it thinks of
 * that.
 */
@FacesConverter("lakegate.properties")
public class PropertiesConverter implements Converter<Map<String, String>> {
  private static final Pattern LINE = Pattern.compile("([^\\s=]+)\\s*=?\\s*(.*)");

  @Override
  public Map<String, String> getAsObject(FacesContext context, UIComponent component, String text) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (text != null) {
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(
              line -> {
                Matcher parts = LINE.matcher(line);
                boolean found = parts.matches();
                entries.put(found ? parts.group(1) : line, found ? parts.group(2) : "");
              });
    }
    return entries;
  }

  @Override
  public String getAsString(
      FacesContext context, UIComponent component, Map<String, String> entries) {
    return entries == null
        ? ""
        : entries.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n"));
  }
}
