package io.lakegate.platform.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * JPA 3.1 knows no {@code Instant}; the columns are {@code timestamp with time zone}, which H2
 * reads as {@code OffsetDateTime} and PostgreSQL as {@code Timestamp}.
 */
@Converter(autoApply = true)
public class InstantConverter implements AttributeConverter<Instant, Object> {
  @Override
  public Object convertToDatabaseColumn(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  @Override
  public Instant convertToEntityAttribute(Object value) {
    if (value instanceof OffsetDateTime dateTime) {
      return dateTime.toInstant();
    }
    return value == null ? null : ((Timestamp) value).toInstant();
  }
}
