package io.lakegate.platform.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Duration;

/** Durations are stored as whole seconds. */
@Converter(autoApply = true)
public class DurationConverter implements AttributeConverter<Duration, Long> {
  @Override
  public Long convertToDatabaseColumn(Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  @Override
  public Duration convertToEntityAttribute(Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
