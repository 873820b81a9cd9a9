package io.lakegate.quota;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Refuses work beyond what one person may have at the same time. */
@ApplicationScoped
public class Quotas {
  @Inject PersonLock people;

  /**
   * Lets the caller's transaction add one more, unless the person has as many as the limit allows.
   * The person stays locked until that transaction ends, so two launches at the same moment count
   * one after the other. {@code SESSION_QUOTA_REACHED}.
   *
   * @param live counts what the person has; asked under the lock
   */
  public void require(TenantId tenant, UUID personId, int limit, LongSupplier live) {
    people.hold(tenant, personId);
    if (live.getAsLong() >= limit) {
      throw new LakegateException(ErrorCode.SESSION_QUOTA_REACHED, limit);
    }
  }
}
