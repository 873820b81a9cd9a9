package io.lakegate.persontoken;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.database.TestDatabase;
import java.time.Clock;

/** People's own tokens for tests of what stands on them. */
public final class PersonTokens {
  private PersonTokens() {}

  /** A node's own, as the server would give it. */
  public static PersonTokenService service(
      TestDatabase database, IdentityProviderService providers, OidcClient oidc, Clock clock) {
    PersonTokenService service = new PersonTokenService();
    service.repository = database.repository(PersonTokenRepository.class);
    service.providers = providers;
    service.oidc = oidc;
    service.secrets = Providers.box();
    service.clock = clock;
    service.audit = new RecordedAudit();
    return service;
  }
}
