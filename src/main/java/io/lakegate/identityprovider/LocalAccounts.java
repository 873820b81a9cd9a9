package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;

/** The accounts with a password of a tenant, as far as settings for signing in need them. */
public interface LocalAccounts {
  /** Ends their sign-ins and revokes their tokens. */
  void end(TenantId tenant);
}
