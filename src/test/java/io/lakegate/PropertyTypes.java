package io.lakegate;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a property or method in an expression of a page leads to, by the rules that EL 5 (Payara 6)
 * and EL 6 (Payara 7) have in common: EL 5 reads a property by its getter only, also of a record;
 * EL 6 reads that of a record by the method of the very name only.
 */
final class PropertyTypes {
  /** Of what is not known before the page is shown; nothing is said about its properties. */
  static final Type UNKNOWN =
      new Type() {
        @Override
        public String toString() {
          return "unknown";
        }
      };

  private final List<JavaClass> classes;

  /** Knows these classes as those that may stand behind an interface. */
  PropertyTypes(List<JavaClass> classes) {
    this.classes = classes;
  }

  /**
   * The type of {@code name} read as a property of {@code owner}.
   *
   * @throws AssertionError when one of the two servers cannot read it
   */
  Type property(Type owner, String name) {
    if (owner == UNKNOWN) {
      return UNKNOWN;
    }
    Class<?> type = raw(owner);
    if (Map.class.isAssignableFrom(type)) {
      return argument(owner, Map.class, 1);
    }
    if (isRecord(type)) {
      if (method(type, name, 0).isEmpty()) {
        throw new AssertionError(
            "EL 6 reads property %s of record %s by a method of that very name: call a method"
                .formatted(name, type.getSimpleName()));
      }
      if (getter(type, name).isEmpty()) {
        throw new AssertionError(
            "EL 5 reads property %s of record %s by a getter: write .%s()"
                .formatted(name, type.getSimpleName(), name));
      }
    }
    return getter(type, name)
        .map(getter -> resolved(owner, getter))
        .orElseThrow(
            () ->
                new AssertionError("%s has no property %s".formatted(type.getSimpleName(), name)));
  }

  /** The type of what the method {@code name} of {@code owner} gives. */
  Type call(Type owner, String name, int arguments) {
    if (owner == UNKNOWN) {
      return UNKNOWN;
    }
    Class<?> type = raw(owner);
    return method(type, name, arguments)
        .map(method -> resolved(owner, method))
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s has no public method %s with %d arguments"
                        .formatted(type.getSimpleName(), name, arguments)));
  }

  /** The type of what a list, an array or the like has many of. */
  static Type element(Type many) {
    if (many == UNKNOWN) {
      return UNKNOWN;
    }
    if (many instanceof GenericArrayType array) {
      return array.getGenericComponentType();
    }
    Class<?> type = raw(many);
    if (type.isArray()) {
      return type.getComponentType();
    }
    if (Map.class.isAssignableFrom(type)) {
      return UNKNOWN;
    }
    if (!Iterable.class.isAssignableFrom(type)) {
      throw new AssertionError(type.getSimpleName() + " has no elements");
    }
    return argument(many, Iterable.class, 0);
  }

  /** Also when only what stands behind an interface is one. */
  private boolean isRecord(Class<?> type) {
    return type.isRecord()
        || (type.isInterface()
            && classes.stream()
                .filter(one -> one.isRecord() && one.isAssignableTo(type))
                .findAny()
                .isPresent());
  }

  private static Optional<Method> getter(Class<?> type, String name) {
    String suffix = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return method(type, "get" + suffix, 0)
        .or(
            () ->
                method(type, "is" + suffix, 0)
                    .filter(method -> method.getReturnType() == boolean.class));
  }

  private static Optional<Method> method(Class<?> type, String name, int arguments) {
    Stream<Method> own = Arrays.stream(type.getMethods());
    Stream<Method> all =
        type.isInterface() ? Stream.concat(own, Arrays.stream(Object.class.getMethods())) : own;
    return all.filter(method -> method.getName().equals(name))
        .filter(
            method ->
                method.isVarArgs()
                    ? arguments >= method.getParameterCount() - 1
                    : arguments == method.getParameterCount())
        .filter(method -> !method.isBridge())
        .filter(method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()))
        .findFirst();
  }

  // Type arguments

  private static Type resolved(Type owner, Method method) {
    return substituted(method.getGenericReturnType(), arguments(owner, method.getDeclaringClass()));
  }

  private static Type argument(Type owner, Class<?> declaring, int index) {
    return arguments(owner, declaring).getOrDefault(declaring.getTypeParameters()[index], UNKNOWN);
  }

  /** What {@code owner} puts for the type parameters of {@code declaring}, which it extends. */
  private static Map<TypeVariable<?>, Type> arguments(Type owner, Class<?> declaring) {
    Map<TypeVariable<?>, Type> arguments = new HashMap<>();
    if (owner instanceof ParameterizedType given) {
      TypeVariable<?>[] parameters = raw(owner).getTypeParameters();
      for (int i = 0; i < parameters.length; i++) {
        arguments.put(parameters[i], given.getActualTypeArguments()[i]);
      }
    }
    Class<?> type = raw(owner);
    if (type == declaring) {
      return arguments;
    }
    return Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()))
        .filter(parent -> declaring.isAssignableFrom(raw(parent)))
        .findFirst()
        .map(parent -> arguments(substituted(parent, arguments), declaring))
        .orElse(arguments);
  }

  private static Type substituted(Type type, Map<TypeVariable<?>, Type> arguments) {
    if (type instanceof TypeVariable<?> variable) {
      return arguments.getOrDefault(variable, UNKNOWN);
    }
    if (type instanceof WildcardType wildcard) {
      return substituted(wildcard.getUpperBounds()[0], arguments);
    }
    if (type instanceof ParameterizedType given) {
      return new Substituted(
          raw(given),
          Arrays.stream(given.getActualTypeArguments())
              .map(argument -> substituted(argument, arguments))
              .toList());
    }
    return type == Object.class ? UNKNOWN : type;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType given) {
      return (Class<?>) given.getRawType();
    }
    throw new AssertionError("Type " + type + " is not understood");
  }

  private record Substituted(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public Type getOwnerType() {
      return null;
    }
  }
}
