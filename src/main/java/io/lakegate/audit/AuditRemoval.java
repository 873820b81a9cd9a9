package io.lakegate.audit;

import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Cuts the chain of events at its beginning; it knows by itself where that is. */
@ApplicationScoped
public class AuditRemoval implements Removal {
  @Inject AuditChain chain;

  @Override
  public Kind kind() {
    return Kind.AUDIT;
  }

  @Override
  public Step remove(TenantId tenant, Instant from, Instant before, Instant now) {
    int cut = chain.cut(tenant, before);
    return new Step(cut, from, cut == AuditChain.BATCH);
  }
}
