package io.lakegate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every operation of the API keeps to, so that its input is read strictly (ADR 18). */
class RestApplicationTest {
  private static final Set<Type> SCALARS =
      Set.of(String.class, Boolean.class, boolean.class, Integer.class, int.class, UUID.class);

  private static Stream<Parameter> parameters() {
    return new RestApplication()
        .getClasses().stream()
            .filter(resource -> resource.isAnnotationPresent(Path.class))
            .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
            .filter(method -> !method.isSynthetic())
            .flatMap(method -> Arrays.stream(method.getParameters()));
  }

  @Test
  void query_parameters_are_texts_because_jax_rs_answers_404_for_what_it_cannot_convert() {
    Stream<AnnotatedElement> inBeans =
        parameters()
            .filter(parameter -> parameter.isAnnotationPresent(BeanParam.class))
            .flatMap(parameter -> Arrays.stream(parameter.getType().getDeclaredFields()))
            .filter(field -> field.getType() != String.class)
            .map(field -> field);
    Stream<AnnotatedElement> others =
        parameters()
            .filter(parameter -> parameter.getType() != String.class)
            .map(parameter -> parameter);

    assertThat(
            Stream.concat(inBeans, others)
                .filter(element -> element.isAnnotationPresent(QueryParam.class)))
        .isEmpty();
  }

  @Test
  void forms_hold_only_what_is_read_strictly() throws IntrospectionException {
    List<String> others = new ArrayList<>();
    List<Class<?>> forms =
        parameters()
            .filter(parameter -> parameter.getAnnotations().length == 0)
            .<Class<?>>map(Parameter::getType)
            .filter(type -> type.getName().endsWith("Form"))
            .distinct()
            .toList();
    for (Class<?> form : forms) {
      collect(form, others);
    }

    assertThat(forms).isNotEmpty();
    assertThat(others).isEmpty();
  }

  private static void collect(Class<?> form, List<String> others) throws IntrospectionException {
    BeanInfo properties = Introspector.getBeanInfo(form, Object.class);
    for (var property : properties.getPropertyDescriptors()) {
      Method setter = property.getWriteMethod();
      if (setter == null) {
        continue;
      }
      Type type = setter.getGenericParameterTypes()[0];
      if (type instanceof Class<?> inner && inner.getName().startsWith("io.lakegate.")) {
        collect(inner, others);
      } else if (!isRead(type)) {
        others.add(setter + " takes " + type);
      }
    }
  }

  private static boolean isRead(Type type) {
    if (type instanceof ParameterizedType generic) {
      boolean ofTexts =
          Arrays.stream(generic.getActualTypeArguments()).allMatch(String.class::equals);
      return ofTexts && Set.of(List.class, Map.class).contains(generic.getRawType());
    }
    return SCALARS.contains(type);
  }
}
