package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;

/**
 * Tells who could still administer a tenant; implemented where groups and their roles are known.
 */
public interface RemainingAdministrators {
  /**
   * Keeps others from changing who administers the tenant until the caller's transaction ends: two
   * changes that each rely on what the other takes away are made one after the other.
   */
  void hold(TenantId tenant);

  /**
   * Returns whether somebody who has signed in with the provider is an administrator by a group.
   */
  boolean byGroup(TenantId tenant);

  /** Returns whether somebody is one by a local account. */
  boolean byLocalAccount(TenantId tenant);
}
