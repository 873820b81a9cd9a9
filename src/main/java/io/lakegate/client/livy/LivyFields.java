package io.lakegate.client.livy;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** A request's body under construction: what is null or empty stays out. */
final class LivyFields {
  /** Kept: looking the provider up costs more than building a body. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final JsonObjectBuilder fields = JSON.createObjectBuilder();

  LivyFields text(String name, String value) {
    return text(name, value, false);
  }

  LivyFields text(String name, String value, boolean evenEmpty) {
    if (value != null && (evenEmpty || !value.isEmpty())) {
      fields.add(name, value);
    }
    return this;
  }

  LivyFields number(String name, Integer value) {
    if (value != null) {
      fields.add(name, value);
    }
    return this;
  }

  LivyFields texts(String name, List<String> values) {
    if (values != null && !values.isEmpty()) {
      fields.add(name, JSON.createArrayBuilder(values));
    }
    return this;
  }

  LivyFields texts(String name, Map<String, String> values) {
    if (values != null && !values.isEmpty()) {
      JsonObjectBuilder object = JSON.createObjectBuilder();
      values.forEach(object::add);
      fields.add(name, object);
    }
    return this;
  }

  JsonObject toJson() {
    return fields.build();
  }
}
