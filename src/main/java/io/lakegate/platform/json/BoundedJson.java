package io.lakegate.platform.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads JSON texts whose length somebody else has bounded. Everything that cannot be read, also a
 * value nested more than {@value #MAX_DEPTH} deep, a value of another type and null, is refused
 * with a {@link JsonException}.
 */
public final class BoundedJson {
  /**
   * Code that walks through a value does so by recursion. The parser itself fails at a thousand.
   */
  public static final int MAX_DEPTH = 500;

  /** Json's own methods look for the provider each time, which costs more than a small text. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private BoundedJson() {}

  public static JsonObject object(String text) {
    return read(reader(text), JsonReader::readObject);
  }

  public static JsonArray array(String text) {
    return read(reader(text), JsonReader::readArray);
  }

  public static JsonValue value(String text) {
    return read(reader(text), JsonReader::readValue);
  }

  /** Reads JSON from UTF-8. */
  public static JsonValue value(byte[] bytes) {
    return read(
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8),
        JsonReader::readValue);
  }

  private static Reader reader(String text) {
    if (text == null) {
      throw new JsonException("There is no text");
    }
    return new StringReader(text);
  }

  private static <T> T read(Reader text, Function<JsonReader, T> how) {
    try (JsonReader reader = READERS.createReader(new NestingLimit(text, MAX_DEPTH))) {
      return how.apply(reader);
    } catch (JsonException e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser throws other exceptions for some texts, such as a number without end.
      throw new JsonException("The text cannot be read", e);
    }
  }
}
