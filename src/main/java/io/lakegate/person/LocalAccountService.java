package io.lakegate.person;

import io.lakegate.identityprovider.LocalAccounts;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Ends what local accounts have begun, where the provider alone signs people in from now on. */
@ApplicationScoped
public class LocalAccountService implements LocalAccounts {
  @Inject SignInRepository signIns;
  @Inject RestTokenRepository tokens;
  @Inject Clock clock;

  @Override
  @Transactional
  public void end(TenantId tenant) {
    signIns.deleteLocal(tenant);
    tokens.revokeLocal(tenant, clock.instant());
  }
}
