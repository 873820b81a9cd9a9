package io.lakegate.identityprovider;

import io.lakegate.platform.tenancy.TenantId;
import java.util.List;
import java.util.Optional;

/** A tenant's sign-in settings as a test says they are. */
public final class FixedProvider extends IdentityProviderService {
  private final IdentityProvider provider;

  private FixedProvider(IdentityProvider provider) {
    this.provider = provider;
  }

  public static FixedProvider none() {
    return new FixedProvider(null);
  }

  public static FixedProvider of(TenantId tenant, boolean live, boolean localAccounts) {
    IdentityProviderForm form = new IdentityProviderForm();
    form.setName("Entra");
    form.setIssuer("https://login.example/");
    form.setClientId("lakegate");
    form.setScopes(List.of());
    form.setLive(live);
    form.setLocalAccounts(localAccounts);
    IdentityProvider provider = new IdentityProvider(tenant);
    provider.apply(form, null);
    return new FixedProvider(provider);
  }

  @Override
  public Optional<IdentityProvider> find(TenantId tenant) {
    return Optional.ofNullable(provider).filter(found -> found.getTenantId().equals(tenant));
  }
}
