package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.converter.TypedArgumentConverter;

/** One call to a real Livy server and its answer. */
record Recorded(String name, JsonNode request, JsonNode response) {

  /** By the name of its file. */
  static Recorded of(String name) {
    try (InputStream file = Recorded.class.getResourceAsStream("/recorded/" + name + ".json")) {
      JsonNode json = Json.MAPPER.readTree(file);
      return new Recorded(name, json.get("request"), json.get("response"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static class Converter extends TypedArgumentConverter<String, Recorded> {

    Converter() {
      super(String.class, Recorded.class);
    }

    @Override
    protected Recorded convert(String name) {
      return of(name);
    }
  }

  int status() {
    return response.get("status").asInt();
  }

  String header(String name) {
    return response
        .get("headers")
        .valueStream()
        .filter(header -> header.get(0).asText().equalsIgnoreCase(name))
        .map(header -> header.get(1).asText())
        .findFirst()
        .orElse(null);
  }

  JsonNode body() {
    try {
      return Json.MAPPER.readTree(response.get("rawBody").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode output() {
    return body().get("output");
  }

  /** The code of a submit. */
  String code() {
    return requestBody().get("code").asText();
  }

  private JsonNode requestBody() {
    try {
      return Json.MAPPER.readTree(request.get("body").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same call to the sandbox. */
  RunningSandbox.Answer replay(RunningSandbox sandbox) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + RunningSandbox.TOKEN);
    request
        .get("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return sandbox.call(
        request.get("method").asText(),
        request.get("path").asText(),
        request.get("body").isNull() ? null : request.get("body").asText(),
        headers);
  }

  /** The same call, its answer not read as JSON. */
  RunningSandbox.Answer replayRaw(RunningSandbox sandbox) {
    return replay(sandbox);
  }

  /**
   * The same JSON with every value replaced by its type, and every array cut to its first entry.
   */
  static JsonNode shape(JsonNode json) {
    if (json.isObject()) {
      ObjectNode shape = Json.MAPPER.createObjectNode();
      json.properties().forEach(field -> shape.set(field.getKey(), shape(field.getValue())));
      return shape;
    }
    if (json.isArray()) {
      ArrayNode shape = Json.MAPPER.createArrayNode();
      json.valueStream().limit(1).forEach(entry -> shape.add(shape(entry)));
      return shape;
    }
    return TextNode.valueOf(json.getNodeType().toString());
  }

  @Override
  public String toString() {
    return name;
  }
}
