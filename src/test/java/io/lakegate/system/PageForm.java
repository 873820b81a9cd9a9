package io.lakegate.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form of a page as a browser would send it.
 *
 * @param fields what it holds, its token of ours too
 * @param buttons each one's name and value
 */
record PageForm(String id, Map<String, String> fields, Map<String, String> buttons) {
  static final String TOKEN = "lakegate.form";

  private static final Pattern FORM = Pattern.compile("(?s)<form\\b([^>]*)>(.*?)</form>");
  private static final Pattern FIELD =
      Pattern.compile("(?s)<(input|select|textarea|button)\\b([^>]*)>");

  /** Those that are sent by POST; the others only lead to an address. */
  static List<PageForm> of(String page) {
    return FORM.matcher(page)
        .results()
        .filter(form -> attribute(form.group(1), "method").equals("post"))
        .map(form -> read(form, page))
        .toList();
  }

  private static PageForm read(MatchResult form, String page) {
    String id = attribute(form.group(1), "id");
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> buttons = new LinkedHashMap<>();
    FIELD
        .matcher(page)
        .results()
        .filter(
            field ->
                (field.start() > form.start() && field.end() < form.end())
                    || attribute(field.group(2), "form").equals(id))
        .forEach(
            field -> {
              String name = attribute(field.group(2), "name");
              String type = attribute(field.group(2), "type");
              boolean button = type.equals("submit");
              if (!name.isEmpty() && !type.equals("button")) {
                (button ? buttons : fields).put(name, attribute(field.group(2), "value"));
              }
            });
    return new PageForm(id, fields, buttons);
  }

  private static String attribute(String attributes, String name) {
    Matcher matcher = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(attributes);
    return matcher.find() ? matcher.group(1).replace("&amp;", "&").replace("&quot;", "\"") : "";
  }

  /** All of it with its first button, as if that was pressed. */
  Map<String, String> pressed() {
    Map<String, String> sent = new LinkedHashMap<>(fields);
    buttons.entrySet().stream()
        .findFirst()
        .ifPresent(one -> sent.put(one.getKey(), one.getValue()));
    return sent;
  }
}
