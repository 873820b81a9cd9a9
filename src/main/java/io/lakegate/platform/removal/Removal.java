package io.lakegate.platform.removal;

import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;

/** Implemented by a feature that stores what may be kept for a limited time. */
public interface Removal {
  /** The kinds of data that are kept for a limited time. */
  enum Kind {
    RESULTS,
    CODE,
    LOGS,
    AUDIT
  }

  /**
   * The result of one step.
   *
   * @param count of what was removed
   * @param to everything before this is gone now
   * @param more whether another step is needed
   */
  record Step(long count, Instant to, boolean more) {}

  Kind kind();

  /**
   * Removes a part of what is older, in the caller's transaction; local work only.
   *
   * @param from everything before this is gone already
   * @param before what is not older stays
   * @param now for the marker
   */
  Step remove(TenantId tenant, Instant from, Instant before, Instant now);
}
