package io.lakegate.platform.database;

import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by key, stored as a JSON object in their order; null is stored as an empty one. */
@Converter
public class TextMapConverter implements AttributeConverter<Map<String, String>, String> {
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
      BoundedJson.object(json)
          .forEach((key, value) -> texts.put(key, ((JsonString) value).getString()));
    }
    return texts;
  }
}
