package io.lakegate.system;

import io.lakegate.platform.json.BoundedJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The operations of the API as the portal itself describes them. */
final class ApiDescription {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String JSON = "application/json";

  /** How Payara describes the body of an operation that takes a form. */
  private static final String ANYTHING = "*/*";

  private final JsonObject described;

  ApiDescription(URI portal) {
    described = BoundedJson.object(new PageClient(portal).get("/openapi", "Accept", JSON).body());
  }

  /**
   * One operation.
   *
   * @param form schema of the JSON it takes; null for none
   * @param urlEncoded whether it takes a form as OAuth does
   */
  record Operation(
      String method,
      String path,
      List<String> queryParameters,
      JsonObject form,
      boolean urlEncoded) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    described
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject().keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(operation(path, item, method))));
    return operations;
  }

  private Operation operation(String path, JsonValue item, String method) {
    JsonObject operation = item.asJsonObject().getJsonObject(method);
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path.replaceFirst("^/api/v1", ""),
        Stream.of(item.asJsonObject(), operation)
            .filter(holder -> holder.containsKey("parameters"))
            .flatMap(holder -> holder.getJsonArray("parameters").stream())
            .map(JsonValue::asJsonObject)
            .filter(parameter -> parameter.getString("in", "").equals("query"))
            .map(parameter -> parameter.getString("name"))
            .distinct()
            .toList(),
        // Payara takes what an answer is given to later for a body.
        method.equals("get") ? null : schema(operation, JSON),
        content(operation).containsKey(ANYTHING));
  }

  private JsonObject schema(JsonObject operation, String type) {
    JsonObject content = content(operation);
    return content.containsKey(type)
        ? resolved(content.getJsonObject(type).getJsonObject("schema"))
        : null;
  }

  private static JsonObject content(JsonObject operation) {
    JsonObject body = operation.getJsonObject("requestBody");
    return body == null ? JsonObject.EMPTY_JSON_OBJECT : body.getJsonObject("content");
  }

  /** The schema itself where only its name stands. */
  JsonObject resolved(JsonObject schema) {
    String reference = schema.getString("$ref", null);
    return reference == null
        ? schema
        : described
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }
}
