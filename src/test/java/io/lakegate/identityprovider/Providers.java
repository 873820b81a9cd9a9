package io.lakegate.identityprovider;

import io.lakegate.audit.Audits;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.security.TestKeys;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Sign-in settings for tests of what stands on them. */
public final class Providers {
  private static final String KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  private Providers() {}

  /** As the server would give it, in a tenant that never runs out of administrators. */
  public static IdentityProviderService service(TestDatabase database, Clock clock) {
    IdentityProviderService service = new IdentityProviderService();
    service.audit = new RecordedAudit();
    service.repository = database.repository(IdentityProviderRepository.class);
    service.administrators = new Always();
    service.keptTokens = tenant -> {};
    service.hosts = AllowedHosts.of("127.0.0.1");
    service.secrets = box();
    service.keys = new ClientKeys();
    service.keys.secrets = service.secrets;
    service.keys.clock = clock;
    service.keys.newKeys = () -> TestKeys.of(3);
    service.forms = TestForms.forms();
    service.clock = clock;
    return service;
  }

  /** In a tenant that may run out of them; changes are transactions, as in the server. */
  public static void administeredBy(
      IdentityProviderService service, RemainingAdministrators who, TestDatabase database) {
    service.administrators = who;
    service.audit = Audits.on(database, service.clock);
  }

  public static IdentityProviderForm formOf(IdentityProvider provider) {
    return IdentityProviderForm.of(provider);
  }

  public static SecretBox box() {
    return SecretBox.of(KEY);
  }

  /** Complete, live, and local accounts beside it. */
  public static IdentityProviderForm form(String issuer) {
    IdentityProviderForm form = new IdentityProviderForm();
    form.setName("Contoso");
    form.setIssuer(issuer);
    form.setClientId("lakegate");
    form.setSecret("client secret");
    form.setScopes(List.of("profile"));
    form.setLive(true);
    form.setLiveAnyway(true);
    return form;
  }

  public static IdentityProvider provider(
      TenantId tenant, String issuer, List<String> userNameClaims) {
    IdentityProviderForm form = form(issuer);
    form.setUserNameClaims(userNameClaims);
    IdentityProvider provider = new IdentityProvider(tenant);
    provider.apply(form, null);
    return provider;
  }

  /** From now on Graph is asked for the names of groups. */
  public static void nameGroups(IdentityProvider provider) {
    IdentityProviderForm form = formOf(provider);
    form.setGroupNames(true);
    provider.apply(form, null);
  }

  /** Tells {@code kept} when tokens must be forgotten. */
  public static IdentityProviderService telling(IdentityProviderService service, KeptTokens kept) {
    service.keptTokens = kept;
    return service;
  }

  /** An administrator who may change the settings. */
  public static Caller administrator(TenantId tenant) {
    return new Caller(tenant, "acme", UUID.randomUUID(), "root", Role.ADMINISTRATORS);
  }

  private static final class Always implements RemainingAdministrators {
    @Override
    public void hold(TenantId tenant) {
      // Nobody else is there.
    }

    @Override
    public boolean byGroup(TenantId tenant) {
      return true;
    }

    @Override
    public boolean byLocalAccount(TenantId tenant) {
      return true;
    }
  }
}
