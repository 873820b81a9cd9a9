package io.lakegate.sandbox;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads request bodies as strictly as Livy does, and with its words. */
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String SOURCE = " at [Source: (org.eclipse.jetty.server.HttpInputOverHTTP);";

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The fields of an object; a field Livy does not know, or text that is no JSON, is refused.
   *
   * @param livyClass the class Livy names in its refusal
   */
  static ObjectNode object(byte[] body, String livyClass, List<String> known) {
    try {
      return MAPPER.readTree(body) instanceof ObjectNode object
          ? knownOnly(object, body, livyClass, known)
          : notAnObject(body, livyClass);
    } catch (JsonProcessingException e) {
      throw Refusal.bare(400, e.getOriginalMessage() + "\n" + at(e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode notAnObject(byte[] body, String livyClass) {
    if (body.length == 0) {
      throw Refusal.bare(
          400, "No content to map due to end-of-input\n" + SOURCE + " line: 1, column: 0]");
    }
    throw Refusal.bare(
        400,
        "Cannot construct instance of `"
            + livyClass
            + "` (although at least one Creator exists)\n"
            + SOURCE
            + " line: 1, column: 1]");
  }

  private static ObjectNode knownOnly(
      ObjectNode object, byte[] body, String livyClass, List<String> known) throws IOException {
    try (JsonParser parser = MAPPER.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (!known.contains(field)) {
          throw Refusal.bare(
              400,
              "Unrecognized field \""
                  + field
                  + "\" (class "
                  + livyClass
                  + "), not marked as ignorable ("
                  + known.size()
                  + " known properties: "
                  + known.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                  + "])\n"
                  + at(parser.currentLocation())
                  + " (through reference chain: "
                  + livyClass
                  + "[\""
                  + field
                  + "\"])");
        }
        parser.skipChildren();
      }
    }
    return object;
  }

  private static String at(JsonLocation location) {
    return SOURCE + " line: " + location.getLineNr() + ", column: " + location.getColumnNr() + "]";
  }

  /** The text of a field, or null. */
  static String text(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw wrongClass("scala.collection.immutable.Map", "java.lang.String");
    }
    return value.asText();
  }

  /** The number of a field; 0 when it is absent, as Livy reports it back. */
  static int number(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return 0;
    }
    if (!value.isInt()) {
      throw wrongClass(
          value.isTextual() ? "java.lang.String" : "java.lang.Object", "java.lang.Integer");
    }
    return value.intValue();
  }

  static List<String> texts(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw cannotDeserialize("scala.collection.immutable.List<java.lang.String>", value);
    }
    return value.valueStream().map(JsonNode::asText).toList();
  }

  static Map<String, String> map(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw cannotDeserialize(
          "scala.collection.immutable.Map<java.lang.String,java.lang.String>", value);
    }
    Map<String, String> entries = new LinkedHashMap<>();
    value.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
    return entries;
  }

  /** A list or a map is built while Livy reads: what is neither is refused at once. */
  private static Refusal cannotDeserialize(String wanted, JsonNode found) {
    return Refusal.bare(
        400,
        "Cannot deserialize value of type `"
            + wanted
            + "` from "
            + switch (found.getNodeType()) {
              case ARRAY -> "Array value (token `JsonToken.START_ARRAY`)";
              case OBJECT -> "Object value (token `JsonToken.START_OBJECT`)";
              case STRING -> "String value (token `JsonToken.VALUE_STRING`)";
              case BOOLEAN ->
                  "Boolean value (token `JsonToken.VALUE_"
                      + found.asText().toUpperCase(Locale.ROOT)
                      + "`)";
              default ->
                  found.isIntegralNumber()
                      ? "Integer value (token `JsonToken.VALUE_NUMBER_INT`)"
                      : "Floating-point value (token `JsonToken.VALUE_NUMBER_FLOAT`)";
            });
  }

  /** A number of the wrong JSON type is a 500 in Livy: nothing checks it before it is used. */
  private static Refusal wrongClass(String found, String wanted) {
    return Refusal.bare(
        500,
        "java.lang.ClassCastException: class "
            + found
            + " cannot be cast to class "
            + wanted
            + " ("
            + found
            + " and "
            + wanted
            + " are in module java.base of loader 'bootstrap')");
  }
}
