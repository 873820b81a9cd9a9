package io.lakegate.workspace;

import io.lakegate.backend.fabric.FabricAdapter;
import io.lakegate.backend.livy.LivyBackends;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyClient;

/** The choice of an adapter for tests that run without CDI. */
public final class TestBackends {
  private TestBackends() {}

  /** Livy servers are reached through that client. */
  public static Backends livy(LivyClient livy) {
    return livy(livy, AllowedHosts.of("livy"));
  }

  static Backends livy(LivyClient livy, AllowedHosts allowedHosts) {
    Backends backends = new Backends();
    backends.livy = LivyBackends.adapter(livy, allowedHosts);
    backends.fabric = new FabricAdapter();
    return backends;
  }
}
