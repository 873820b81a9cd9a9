package io.lakegate.platform.database;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by key, stored as a JSON object in their order; null is stored as an empty one. */
@Converter
public class TextMapConverter implements AttributeConverter<Map<String, String>, String> {
  /** Json's own methods look for the provider each time. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  @Override
  public String convertToDatabaseColumn(Map<String, String> texts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (texts != null) {
      texts.forEach(json::add);
    }
    return json.build().toString();
  }

  @Override
  public Map<String, String> convertToEntityAttribute(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (json != null) {
      try (JsonReader reader = READERS.createReader(new StringReader(json))) {
        reader
            .readObject()
            .forEach((key, value) -> texts.put(key, ((JsonString) value).getString()));
      }
    }
    return texts;
  }
}
