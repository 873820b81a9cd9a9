package io.lakegate.backend.livy;

import io.lakegate.backend.AbstractBackendContract;
import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyClients;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract of backends over the network, held by Livy's adapter and its real client. */
public abstract class AbstractLivyContract extends AbstractBackendContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LivyClient client = LivyClients.local();
  private final SilentPort silent = new SilentPort();

  @AfterEach
  void closeConnections() {
    LivyClients.close(client);
    silent.close();
  }

  protected abstract URI address();

  protected abstract String token();

  private Backend open(URI address, String token, Duration timeout) {
    return LivyBackends.adapter(client, AllowedHosts.of("127.0.0.1"))
        .open(new Access(address, Authentication.bearer(token), timeout));
  }

  @Override
  protected Backend backend() {
    return open(address(), token(), PATIENCE);
  }

  @Override
  protected Backend backendForStranger() {
    return open(address(), "a-strangers", PATIENCE);
  }

  @Override
  protected Backend nowhere() {
    silent.close();
    return open(silent.uri(), token(), PATIENCE);
  }

  @Override
  protected Backend silent() {
    return open(silent.uri(), token(), Duration.ofMillis(300));
  }
}
