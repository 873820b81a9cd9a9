package io.lakegate.platform.tenancy;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

@Converter(autoApply = true)
public class TenantIdConverter implements AttributeConverter<TenantId, UUID> {
  @Override
  public UUID convertToDatabaseColumn(TenantId tenant) {
    return tenant == null ? null : tenant.value();
  }

  @Override
  public TenantId convertToEntityAttribute(UUID value) {
    return value == null ? null : new TenantId(value);
  }
}
