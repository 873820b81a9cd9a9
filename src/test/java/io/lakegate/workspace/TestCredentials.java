package io.lakegate.workspace;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.identityprovider.FixedProvider;
import io.lakegate.platform.security.SecretBox;
import java.time.Clock;

/** Sealing and opening as the server does it, in a tenant without a provider. */
final class TestCredentials {
  private TestCredentials() {}

  static WorkspaceCredentials credentials(String key, String allowedHosts) {
    WorkspaceCredentials credentials = new WorkspaceCredentials();
    credentials.secrets = SecretBox.of(key);
    credentials.backends = TestBackends.livy(null);
    credentials.allowedHosts = AllowedHosts.of(allowedHosts);
    credentials.providers = FixedProvider.none();
    credentials.clientTokens = new ClientTokens();
    credentials.clientTokens.oidc = FakeProvider.client();
    credentials.clientTokens.clock = Clock.systemUTC();
    return credentials;
  }
}
