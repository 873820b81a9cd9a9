package io.lakegate.platform.form;

import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of a class of forms by name, so that what is true of each of them is written once.
 * Fields of a superclass come first; all others stand in the order in which they are declared.
 */
public final class FormFields {
  private final Map<String, PropertyDescriptor> fields = new LinkedHashMap<>();

  private FormFields() {}

  /** {@code IllegalStateException} for a field without a getter and a setter. */
  public static FormFields of(Class<?> form) {
    FormFields all = new FormFields();
    if (form.getSuperclass() != Object.class) {
      all.fields.putAll(of(form.getSuperclass()).fields);
    }
    for (Field field : form.getDeclaredFields()) {
      if (isOfTheForm(field)) {
        all.fields.put(field.getName(), property(form, field.getName()));
      }
    }
    return all;
  }

  /** Not what a compiler or the persistence provider adds. */
  private static boolean isOfTheForm(Field field) {
    return !field.isSynthetic()
        && !Modifier.isStatic(field.getModifiers())
        && !field.getName().startsWith("_");
  }

  private static PropertyDescriptor property(Class<?> form, String name) {
    try {
      Optional<PropertyDescriptor> found =
          Stream.of(Introspector.getBeanInfo(form, Object.class).getPropertyDescriptors())
              .filter(property -> property.getName().equals(name))
              .filter(property -> property.getReadMethod() != null)
              .filter(property -> property.getWriteMethod() != null)
              .findFirst();
      return found.orElseThrow(
          () -> new IllegalStateException(form + " lacks a getter or setter of " + name));
    } catch (IntrospectionException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  public Class<?> type(String name) {
    return fields.get(name).getPropertyType();
  }

  public Object get(Object form, String name) {
    try {
      return fields.get(name).getReadMethod().invoke(form);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  public void set(Object form, String name, Object value) {
    try {
      fields.get(name).getWriteMethod().invoke(form, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
