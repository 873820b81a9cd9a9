package io.lakegate.platform.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields a resource shows beyond those its form takes, so that a client may change one field of
 * what it has read and send the whole back. Only a form that is also put is sent back: elsewhere a
 * name that means nothing is a mistake.
 */
final class ShownFields {
  private ShownFields() {}

  /** Name → type of what the resource of this operation shows of itself. */
  static Map<String, Class<?>> of(Method operation, Class<?> form) {
    Method[] operations = operation.getDeclaringClass().getMethods();
    Map<String, Class<?>> shown = new TreeMap<>();
    if (isOfTheWhole(operation) && Arrays.stream(operations).anyMatch(one -> puts(one, form))) {
      Arrays.stream(operations)
          .filter(one -> one.isAnnotationPresent(GET.class) && isOfTheWhole(one))
          .filter(one -> one.getReturnType() != Page.class)
          .forEach(one -> shown.putAll(FormBinder.shownBy(one.getReturnType())));
    }
    return shown;
  }

  private static boolean puts(Method operation, Class<?> form) {
    return operation.isAnnotationPresent(PUT.class)
        && Arrays.asList(operation.getParameterTypes()).contains(form);
  }

  /** Parts of pages and commands do not count. */
  private static boolean isOfTheWhole(Method operation) {
    Path path = operation.getAnnotation(Path.class);
    return path == null || path.value().matches("\\{[^/]*}");
  }
}
