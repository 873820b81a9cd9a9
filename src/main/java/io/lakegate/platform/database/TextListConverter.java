package io.lakegate.platform.database;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/** A list of texts, stored as a JSON array; null is stored as an empty one. */
@Converter
public class TextListConverter implements AttributeConverter<List<String>, String> {
  /** Json's own methods look for the provider each time. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  @Override
  public String convertToDatabaseColumn(List<String> texts) {
    return Json.createArrayBuilder(texts == null ? List.of() : texts).build().toString();
  }

  @Override
  public List<String> convertToEntityAttribute(String json) {
    if (json == null || json.equals("[]")) {
      return List.of();
    }
    try (JsonReader reader = READERS.createReader(new StringReader(json))) {
      return reader.readArray().getValuesAs(JsonString::getString);
    }
  }
}
