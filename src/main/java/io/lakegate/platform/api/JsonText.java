package io.lakegate.platform.api;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.core.MediaType;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the JSON of a request to its end: every byte, every name and nothing behind it. An object
 * is a {@link Map}, an array a {@link List}, a number a {@link Numeral} that is only its text, null
 * a Java null; texts and truth values are what they are in Java.
 */
final class JsonText {
  /** Our deepest form has three; Parsson itself fails at a thousand. */
  private static final int MAX_DEPTH = 64;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Json's own methods look for the provider each time. */
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  /** A number as it was written: its value may need more memory than there is. */
  record Numeral(String text) {}

  private final JsonParser parser;
  private final Problems problems;
  private int depth;

  private JsonText(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * The text of a body in the charset it declares, else in UTF-8, without a byte order mark. {@code
   * UNSUPPORTED_MEDIA_TYPE}, {@code INVALID}.
   */
  static String decode(byte[] body, MediaType type) {
    Charset charset = charset(type);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw LakegateException.invalid(
          "body",
          "The bytes are not "
              + charset.name()
              + ". Send the body as UTF-8, or name its charset in Content-Type.");
    }
  }

  private static Charset charset(MediaType type) {
    String name = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name.strip());
    } catch (IllegalArgumentException e) {
      throw LakegateException.inField("Content-Type", ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  /**
   * Parses the text, with what is wrong with single names and values noted. {@code BAD_JSON} for
   * what is no JSON at all.
   */
  static Object parse(String text, Problems problems) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      JsonText json = new JsonText(parser, problems);
      Object value = json.value(parser.next(), "");
      if (parser.hasNext()) {
        throw new LakegateException(ErrorCode.BAD_JSON);
      }
      return value;
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new LakegateException(e, ErrorCode.BAD_JSON);
    }
  }

  private Object value(JsonParser.Event event, String path) {
    return switch (event) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> text(path, parser.getString());
      case VALUE_NUMBER -> new Numeral(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case KEY_NAME, END_OBJECT, END_ARRAY -> throw new LakegateException(ErrorCode.BAD_JSON);
    };
  }

  private Map<String, Object> object(String path) {
    descend();
    Map<String, Object> members = new LinkedHashMap<>();
    for (JsonParser.Event event = parser.next();
        event != JsonParser.Event.END_OBJECT;
        event = parser.next()) {
      String name = text("body", parser.getString());
      String field = Problems.field(path, name);
      boolean again = members.containsKey(name);
      members.put(name, value(parser.next(), field));
      if (again) {
        problems.add(field, "This field is there twice. Send it once.");
      }
    }
    depth--;
    return members;
  }

  private List<Object> array(String path) {
    descend();
    List<Object> elements = new ArrayList<>();
    for (JsonParser.Event event = parser.next();
        event != JsonParser.Event.END_ARRAY;
        event = parser.next()) {
      elements.add(value(event, path + "[" + elements.size() + "]"));
    }
    depth--;
    return elements;
  }

  private void descend() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new LakegateException(ErrorCode.BAD_JSON);
    }
  }

  /** Characters that cannot be stored are noted, and left out so that they reach no database. */
  private String text(String path, String text) {
    if (StorableText.isStorable(text)) {
      return text;
    }
    problems.add(path.isEmpty() ? "body" : path, StorableText.REASON);
    return "";
  }
}
