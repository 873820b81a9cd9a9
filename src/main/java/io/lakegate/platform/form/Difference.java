package io.lakegate.platform.form;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A field of a form that somebody else has set to another value in the meantime, as both read.
 *
 * @param label key of its label among the page texts
 */
public record Difference(String label, String mine, String theirs) implements Serializable {

  /**
   * The fields in which two forms differ.
   *
   * @param feature first part of the labels' keys
   * @param fields property names; a dot leads into a form within the form
   */
  public static List<Difference> between(
      String feature, Object mine, Object theirs, List<String> fields) {
    List<Difference> differences = new ArrayList<>();
    for (String field : fields) {
      String one = text(value(mine, field));
      String other = text(value(theirs, field));
      if (!one.equals(other)) {
        differences.add(new Difference(feature + "." + field, one, other));
      }
    }
    return differences;
  }

  private static Object value(Object form, String path) {
    Object value = form;
    for (String name : path.split("\\.", -1)) {
      value = value == null ? null : property(value, name);
    }
    return value;
  }

  private static Object property(Object bean, String name) {
    try {
      BeanInfo info = Introspector.getBeanInfo(bean.getClass(), Object.class);
      for (PropertyDescriptor property : info.getPropertyDescriptors()) {
        if (property.getName().equals(name)) {
          return property.getReadMethod().invoke(bean);
        }
      }
      throw new IllegalArgumentException(bean.getClass() + " has no " + name);
    } catch (IntrospectionException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> lines) {
      return lines.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }
    if (value instanceof Map<?, ?> entries) {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + " = " + entry.getValue())
          .collect(Collectors.joining("\n"));
    }
    return value == null ? "" : value.toString();
  }
}
