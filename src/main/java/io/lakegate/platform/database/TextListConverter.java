package io.lakegate.platform.database;

import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** A list of texts, stored as a JSON array; null is stored as an empty one. */
@Converter
public class TextListConverter implements AttributeConverter<List<String>, String> {
  @Override
  public String convertToDatabaseColumn(List<String> texts) {
    return Json.createArrayBuilder(texts == null ? List.of() : texts).build().toString();
  }

  @Override
  public List<String> convertToEntityAttribute(String json) {
    if (json == null || json.equals("[]")) {
      return List.of();
    }
    return BoundedJson.array(json).getValuesAs(JsonString::getString);
  }
}
