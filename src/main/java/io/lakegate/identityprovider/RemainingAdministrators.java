package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;

/** Who could still administer a tenant; answered by who knows groups and their roles. */
public interface RemainingAdministrators {
  /** Whether somebody who has signed in with the provider is an administrator by a group. */
  boolean byGroup(TenantId tenant);

  /** Whether somebody is one by a local account. */
  boolean byLocalAccount(TenantId tenant);
}
