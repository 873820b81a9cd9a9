package io.lakegate.history;

import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

@ApplicationScoped
class LogRemoval implements Removal {
  @Inject RemovalRepository repository;

  @Override
  public Kind kind() {
    return Kind.LOGS;
  }

  @Override
  public Step remove(TenantId tenant, Instant from, Instant before, Instant now) {
    return repository.logs(tenant, from, before, Removed.text("log", "retention", now));
  }
}
