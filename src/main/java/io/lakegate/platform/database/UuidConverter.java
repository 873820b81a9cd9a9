package io.lakegate.platform.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/** Stands in for EclipseLink's own converter, which fails on a null it reads (4.0.7). */
@Converter(autoApply = true)
public class UuidConverter implements AttributeConverter<UUID, UUID> {
  @Override
  public UUID convertToDatabaseColumn(UUID id) {
    return id;
  }

  @Override
  public UUID convertToEntityAttribute(UUID value) {
    return value;
  }
}
