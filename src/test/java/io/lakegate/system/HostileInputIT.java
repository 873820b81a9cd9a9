package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.system.ApiClient.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation the portal says it has, asked with what nobody should send. */
class HostileInputIT {
  private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/([A-Za-z0-9_]+)");
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "\u0000",
          "a\u0000b",
          "' or 1=1 --",
          "%_!",
          "../../etc/passwd",
          "${jndi:ldap://127.0.0.1/a}",
          "#{1+1}",
          "<script>alert(1)</script>",
          "-1",
          "99999999999999999999",
          "NaN",
          "PT999999999999999H",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "💥",
          "\uD83D",
          "a".repeat(3000));

  /** What a field of a body may be filled with, as JSON. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e400",
          "99999999999999999999999",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\ud83d\"",
          "\"PT999999999999999H\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "[]",
          "[null]",
          "[[]]",
          "[\"\\u0000\"]",
          "{}",
          "{\"\":null}",
          "{\"\\u0000\":\"\\u0000\"}",
          "{\"a\":{\"a\":[]}}");

  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "[",
          "{\"a\"",
          "{\"a\":{",
          "{\"a\":[",
          "{\"a\":1,\"a\":2}",
          "[" + "[".repeat(2000),
          "{\"a\":".repeat(2000),
          "\uFEFF{}",
          "{\"\\u0000\":1}",
          "<xml/>");

  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("globex", "admin");
  private final JsonObject openApi = openApi();

  private JsonObject openApi() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(portal.uri() + "/openapi"))
            .header("Accept", "application/json")
            .build();
    try {
      return BoundedJson.object(
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Operation(
      String method, String path, List<String> queryParameters, Set<String> fields) {}

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    openApi
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject().keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.toUpperCase(Locale.ROOT),
                                    path.replaceFirst("^/api/v1", ""),
                                    queryParameters(item.asJsonObject(), method),
                                    fields(item.asJsonObject().getJsonObject(method))))));
    return operations;
  }

  private static List<String> queryParameters(JsonObject item, String method) {
    JsonObject operation = item.getJsonObject(method);
    Stream<JsonValue> parameters =
        Stream.of(item, operation)
            .filter(holder -> holder.containsKey("parameters"))
            .flatMap(holder -> holder.getJsonArray("parameters").stream());
    return parameters
        .map(JsonValue::asJsonObject)
        .filter(parameter -> parameter.getString("in", "").equals("query"))
        .map(parameter -> parameter.getString("name"))
        .toList();
  }

  /** The fields of what an operation takes, those of the forms inside it too. */
  private Set<String> fields(JsonObject operation) {
    Set<String> fields = new TreeSet<>();
    if (operation.containsKey("requestBody")) {
      collect(operation.getJsonObject("requestBody").toString(), fields);
    }
    return fields;
  }

  private void collect(String schema, Set<String> fields) {
    Matcher reference = REFERENCE.matcher(schema);
    while (reference.find()) {
      JsonObject referred =
          openApi
              .getJsonObject("components")
              .getJsonObject("schemas")
              .getJsonObject(reference.group(1));
      if (referred.containsKey("properties")) {
        fields.addAll(referred.getJsonObject("properties").keySet());
      }
      collect(referred.toString(), fields);
    }
  }

  @Test
  void the_description_of_the_api_names_its_operations() {
    assertThat(operations())
        .extracting(operation -> operation.method() + " " + operation.path())
        .contains(
            "POST /tokens",
            "GET /sessions",
            "POST /sessions/{session}/statements",
            "GET /statements");
  }

  @TestFactory
  Stream<DynamicTest> no_input_makes_a_500() {
    return operations().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.method() + " " + operation.path(),
                    () -> assertThat(answers(operation)).isEmpty()));
  }

  /** The answers an operation should never have given. */
  private List<String> answers(Operation operation) {
    List<String> bad = new ArrayList<>();
    for (String text : TEXTS) {
      if (!text.contains("\u0000") && !text.contains("/") && !text.isEmpty()) {
        // The server itself refuses or resolves these before anything of ours sees them.
        ask(operation, path(operation.path(), text), body(operation, "{}"), bad);
      }
      for (String parameter : operation.queryParameters()) {
        String query = "?" + parameter + "=" + encoded(text);
        ask(operation, known(operation.path()) + query, body(operation, "{}"), bad);
      }
    }
    if (WITH_BODY.contains(operation.method())) {
      BODIES.forEach(body -> ask(operation, known(operation.path()), body, bad));
      for (String field : operation.fields()) {
        for (String value : VALUES) {
          String body = filled(field, operation.fields(), value);
          ask(operation, known(operation.path()), body, bad);
        }
      }
    }
    return bad;
  }

  private static String body(Operation operation, String body) {
    return WITH_BODY.contains(operation.method()) ? body : null;
  }

  private static String path(String path, String value) {
    return path.replaceAll("\\{[^}]*}", Matcher.quoteReplacement(encoded(value)));
  }

  private static String known(String path) {
    return path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The value in this field, something harmless in the others. */
  private static String filled(String field, Set<String> all, String value) {
    StringBuilder body = new StringBuilder("{\"" + field + "\":" + value);
    all.stream()
        .filter(other -> !other.equals(field) && HARMLESS.containsKey(other))
        .forEach(other -> body.append(",\"" + other + "\":" + HARMLESS.get(other)));
    return body.append('}').toString();
  }

  private static final Map<String, String> HARMLESS =
      Map.of(
          "name", "\"n\"",
          "kind", "\"sql\"",
          "code", "\"select 1\"",
          "workspaceId", "\"" + UUID.randomUUID() + "\"",
          "profileId", "\"" + UUID.randomUUID() + "\"",
          "version", "0");

  private void ask(Operation operation, String path, String body, List<String> bad) {
    Answer answer;
    try {
      answer = admin.send(operation.method(), path, body, Map.of());
    } catch (IllegalArgumentException e) {
      return; // No client sends that.
    }
    boolean fine =
        answer.status() != 500
            && LEAKS.stream().noneMatch(answer.body()::contains)
            && (answer.status() < 400 || hasCode(answer));
    if (!fine && bad.size() < 5) {
      bad.add(shown(operation.method() + " " + path + " " + body + " -> " + answer));
    }
  }

  private static final List<String> LEAKS =
      List.of("Exception", "java.", "jakarta.", "org.", "\tat ", "io.lakegate", "glassfish");

  private static boolean hasCode(Answer answer) {
    return answer.header("Content-Type").startsWith("application/problem+json")
        && !answer.code().endsWith("without code");
  }

  private static String shown(String text) {
    return text.length() <= 600
        ? text
        : text.substring(0, 300) + " … " + text.substring(text.length() - 300);
  }
}
