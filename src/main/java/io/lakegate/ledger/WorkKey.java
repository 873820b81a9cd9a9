package io.lakegate.ledger;

import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/**
 * Names a piece of work.
 *
 * @param kind the word for its kind in the lease table; at most 20 characters
 */
public record WorkKey(TenantId tenant, String kind, UUID id) {
  @Override
  public String toString() {
    return kind + " " + id;
  }
}
