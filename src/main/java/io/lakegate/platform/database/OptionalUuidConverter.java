package io.lakegate.platform.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/** For UUID columns that may be null: EclipseLink 4.0.7's own converter fails on null. */
@Converter
public class OptionalUuidConverter implements AttributeConverter<UUID, Object> {
  @Override
  public Object convertToDatabaseColumn(UUID id) {
    return id;
  }

  @Override
  public UUID convertToEntityAttribute(Object value) {
    return (UUID) value;
  }
}
