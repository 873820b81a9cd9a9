package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;

/** What was kept of a provider's tokens; whoever keeps them is told when they may not be. */
public interface KeptTokens {
  /** The tenant's provider is gone, another one, or people's own tokens are switched off. */
  void forget(TenantId tenant);
}
