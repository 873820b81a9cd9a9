package io.lakegate.quota;

import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** Locks people one at a time; implemented by the package that owns their rows. */
public interface PersonLock {
  /** Waits for the person's row and keeps it locked until the caller's transaction ends. */
  void hold(TenantId tenant, UUID personId);
}
