package io.lakegate.audit;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One field of something before and after, as people read it; what stayed the same is left out.
 *
 * @param field a dot leads into what is within
 */
public record StateDifference(String field, String before, String after) implements Serializable {

  static List<StateDifference> between(JsonObject before, JsonObject after) {
    Map<String, String> was = flat(before);
    Map<String, String> is = flat(after);
    TreeSet<String> fields = new TreeSet<>(was.keySet());
    fields.addAll(is.keySet());
    List<StateDifference> differences = new ArrayList<>();
    for (String field : fields) {
      String one = was.getOrDefault(field, "");
      String other = is.getOrDefault(field, "");
      if (!one.equals(other)) {
        differences.add(new StateDifference(field, one, other));
      }
    }
    return differences;
  }

  private static Map<String, String> flat(JsonObject state) {
    Map<String, String> fields = new TreeMap<>();
    if (state != null) {
      state.forEach((name, value) -> add(fields, name, value));
    }
    return fields;
  }

  private static void add(Map<String, String> fields, String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      object.forEach((name, part) -> add(fields, path + "." + name, part));
    } else if (value instanceof JsonArray array) {
      fields.put(path, String.join("\n", array.stream().map(StateDifference::text).toList()));
    } else {
      fields.put(path, text(value));
    }
  }

  private static String text(JsonValue value) {
    if (value == JsonValue.NULL) {
      return "";
    }
    return value instanceof JsonString text ? text.getString() : value.toString();
  }
}
