package io.lakegate.backend.livy;

import io.lakegate.backend.Access;
import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendProblem;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyClients;
import io.lakegate.platform.problem.LakegateException;

/** Livy's adapter for tests that run without CDI. */
public final class LivyBackends {
  private LivyBackends() {}

  /** What speaks through that client, as far as {@code lakegate.allowed-hosts} lets it. */
  public static LivyAdapter adapter(LivyClient livy, AllowedHosts allowedHosts) {
    LivyAdapter adapter = new LivyAdapter();
    adapter.livy = livy;
    adapter.allowedHosts = allowedHosts;
    return adapter;
  }

  public static Backend open(LivyClient livy, Access access) {
    return adapter(livy, AllowedHosts.of("livy")).open(access);
  }

  /** What a feature gets to see of a failure of the client. */
  public static LakegateException seen(LakegateException failure) {
    return BackendProblem.of(LivyFailures.of(failure, LivyClients.at(8998)));
  }
}
