package io.lakegate.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The {@code lakegate.…} settings somebody gave: with {@code -D} on Maven's command line, else as
 * {@code LAKEGATE_…} in the environment, as MicroProfile Config spells it.
 */
final class Given {
  private static final String PREFIX = "lakegate.";

  private final Properties properties;
  private final Map<String, String> environment;

  Given(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  static Given here() {
    return new Given(System.getProperties(), System.getenv());
  }

  /** Blank counts as absent. */
  Optional<String> find(String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .or(() -> Optional.ofNullable(environment.get(variable(key))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  String get(String key, String otherwise) {
    return find(key).orElse(otherwise);
  }

  /** Returns the settings given with {@code -D}, as environment variables for a child process. */
  Map<String, String> asVariables() {
    Map<String, String> variables = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        variables.put(variable(name), properties.getProperty(name));
      }
    }
    return variables;
  }

  static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
