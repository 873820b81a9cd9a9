package io.lakegate.platform.tenancy;

import java.util.Objects;
import java.util.UUID;

/** The tenant whose data is meant; the first parameter of every service and repository method. */
public record TenantId(UUID value) {
  public TenantId {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
