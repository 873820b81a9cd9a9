package io.lakegate.person;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.client.graph.GraphClient;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.persontoken.PersonTokens;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/** Signing in with a provider, put together as the server does it. */
final class ProviderSignIns {
  final IdentityProviderService providers;
  final PersonTokenService personTokens;
  final PersonRepository people;
  final SignInService signIns = new SignInService();
  final ProviderPersonReader reader = new ProviderPersonReader();
  final ProviderSignInService service = new ProviderSignInService();

  /** The claims that some backend knows people by. */
  final Set<String> wanted = new HashSet<>();

  ProviderSignIns(
      TestDatabase database,
      OidcClient oidc,
      GraphClient graph,
      String entra,
      GroupRights groups,
      Clock clock) {
    providers = Providers.service(database, clock);
    people = database.repository(PersonRepository.class);
    personTokens = PersonTokens.service(database, providers, oidc, clock);
    signIns.audit = new RecordedAudit();
    signIns.repository = database.repository(SignInRepository.class);
    signIns.providers = providers;
    signIns.groups = groups;
    signIns.clock = clock;
    service.providers = providers;
    service.oidc = oidc;
    reader.oidc = oidc;
    reader.graph = graph;
    reader.entra = entra;
    service.reader = reader;
    service.people = new ProviderPeople();
    service.people.people = people;
    service.people.clock = clock;
    service.signIns = signIns;
    service.secrets = Providers.box();
    service.personTokens = personTokens;
    service.workspaces = new Wanting();
    service.clock = clock;
  }

  private final class Wanting extends WorkspaceService {
    @Override
    public Set<String> proxyUserClaims(TenantId tenant) {
      return wanted;
    }
  }
}
