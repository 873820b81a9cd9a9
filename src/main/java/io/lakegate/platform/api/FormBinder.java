package io.lakegate.platform.api;

import io.lakegate.platform.form.Guid;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Fills a form with what a body says: a value is of the very kind its field takes, and a name is
 * one the form has, or one its resource shows and ignores (ADR 18). What does not fit is noted and
 * left as it was.
 */
final class FormBinder {
  private static final Pattern ID = Pattern.compile(Guid.REGEXP);

  /** No whole number that is accepted has more digits. */
  private static final int MAX_NUMBER = 40;

  private static final ClassValue<Map<String, PropertyDescriptor>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, PropertyDescriptor> computeValue(Class<?> form) {
          return fields(form);
        }
      };

  private final Problems problems;

  FormBinder(Problems problems) {
    this.problems = problems;
  }

  /** A value that does not fit its field; the message says what would. */
  private static final class Misfit extends Exception {
    private static final long serialVersionUID = 1;

    Misfit(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * A new form with what the members say.
   *
   * @param shown fields that are ignored, by their type, because the resource shows them
   */
  Object bind(Map<?, ?> members, Class<?> form, Map<String, Class<?>> shown, String path) {
    try {
      Object bound = form.getConstructor().newInstance();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        String name = (String) member.getKey();
        PropertyDescriptor field = FIELDS.get(form).get(name);
        if (field != null) {
          set(bound, field, member.getValue(), shown.get(name), Problems.field(path, name));
        } else if (!shown.containsKey(name)) {
          problems.add(
              Problems.field(path, name),
              new KnownNames(FIELDS.get(form).keySet()).unknown("field", name));
        }
      }
      return bound;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(form + " cannot be filled.", e);
    }
  }

  private void set(
      Object form, PropertyDescriptor field, Object value, Class<?> shownAs, String path)
      throws ReflectiveOperationException {
    boolean structureForText =
        shownAs != null && shownAs.isRecord() && field.getPropertyType() == String.class;
    if (structureForText && value instanceof Map) {
      return;
    }
    if (value == null && field.getPropertyType().isPrimitive()) {
      return;
    }
    try {
      Type type = field.getWriteMethod().getGenericParameterTypes()[0];
      field
          .getWriteMethod()
          .invoke(form, value == null ? null : converted(value, type, shownAs, path));
    } catch (Misfit e) {
      problems.add(path, e.getMessage());
    }
  }

  private Object converted(Object value, Type type, Class<?> shownAs, String path) throws Misfit {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class
          ? texts(value, path)
          : elements(value, generic.getActualTypeArguments()[0], path);
    }
    if (type == String.class) {
      if (value instanceof String) {
        return value;
      }
      throw new Misfit("Send text, in quotes.");
    }
    if (type == Boolean.class || type == boolean.class) {
      if (value instanceof Boolean) {
        return value;
      }
      throw new Misfit("Send true or false, without quotes.");
    }
    if (type == Integer.class || type == int.class) {
      return wholeNumber(value);
    }
    if (type == UUID.class) {
      if (value instanceof String text && ID.matcher(text).matches()) {
        return UUID.fromString(text);
      }
      throw new Misfit("Send an id as the API gives it.");
    }
    if (value instanceof Map<?, ?> members) {
      return bind(members, (Class<?>) type, shownBy(shownAs), path);
    }
    throw new Misfit("Send an object with these fields: " + names((Class<?>) type) + ".");
  }

  private static Integer wholeNumber(Object value) throws Misfit {
    if (!(value instanceof JsonText.Numeral number)) {
      throw new Misfit("Send a whole number, without quotes.");
    }
    try {
      if (number.text().length() <= MAX_NUMBER) {
        return new BigDecimal(number.text()).intValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below.
    }
    throw new Misfit("Send a whole number that is not so large.");
  }

  private List<Object> elements(Object value, Type type, String path) throws Misfit {
    if (!(value instanceof List<?> list)) {
      throw new Misfit("Send a list, in square brackets.");
    }
    List<Object> elements = new ArrayList<>();
    for (Object element : list) {
      String place = path + "[" + elements.size() + "]";
      try {
        elements.add(element == null ? null : converted(element, type, null, place));
      } catch (Misfit e) {
        problems.add(place, e.getMessage());
        elements.add(null);
      }
    }
    return elements;
  }

  private Map<String, String> texts(Object value, String path) throws Misfit {
    if (!(value instanceof Map<?, ?> members)) {
      throw new Misfit("Send an object of names and texts.");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach(
        (name, text) -> {
          if (text == null || text instanceof String) {
            texts.put((String) name, (String) text);
          } else {
            problems.add(Problems.field(path, (String) name), "Send text, in quotes.");
          }
        });
    return texts;
  }

  /** Name → type of what a view shows; nothing where there is no view. */
  static Map<String, Class<?>> shownBy(Class<?> view) {
    Map<String, Class<?>> shown = new TreeMap<>();
    if (view != null && view.isRecord()) {
      for (RecordComponent component : view.getRecordComponents()) {
        shown.put(component.getName(), component.getType());
      }
    } else if (view != null && view.getSimpleName().endsWith("View")) {
      // An answer that Jersey gives has no form to compare with.
      properties(view).forEach((name, field) -> shown.put(name, field.getPropertyType()));
    }
    return shown;
  }

  static Set<String> names(Class<?> form) {
    return new TreeSet<>(FIELDS.get(form).keySet());
  }

  private static Map<String, PropertyDescriptor> fields(Class<?> form) {
    Map<String, PropertyDescriptor> fields = properties(form);
    fields.values().removeIf(property -> property.getWriteMethod() == null);
    return fields;
  }

  private static Map<String, PropertyDescriptor> properties(Class<?> type) {
    try {
      Map<String, PropertyDescriptor> properties = new TreeMap<>();
      for (PropertyDescriptor property :
          Introspector.getBeanInfo(type, Object.class).getPropertyDescriptors()) {
        properties.put(property.getName(), property);
      }
      return properties;
    } catch (IntrospectionException e) {
      throw new IllegalStateException(e);
    }
  }
}
