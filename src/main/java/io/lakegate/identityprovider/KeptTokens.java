package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;

/** Tells the keeper of a provider's tokens when they may no longer be kept. */
public interface KeptTokens {
  /** The tenant's provider is gone, another one, or people's own tokens are switched off. */
  void forget(TenantId tenant);
}
