package io.lakegate.system;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One portal with one sandbox behind it for all tests that leave them as they were, started when
 * first asked for. They end with this JVM. Tests keep apart by names of their own; what kills,
 * restarts or reconfigures starts its own {@link LakegateServer}.
 */
public final class Shared {
  private static final Map<String, ApiClient> CLIENTS = new ConcurrentHashMap<>();

  private Shared() {}

  private static final class SandboxHolder {
    static final SandboxServer SANDBOX = SandboxServer.start();
  }

  private static final class ServerHolder {
    static final LakegateServer SERVER =
        LakegateServer.demo("shared").withSandbox(sandbox()).start();
  }

  public static SandboxServer sandbox() {
    return SandboxHolder.SANDBOX;
  }

  public static LakegateServer server() {
    return ServerHolder.SERVER;
  }

  /** One of the demo's people, with one token for all tests: signing in is slow by intention. */
  public static ApiClient as(String userName) {
    return CLIENTS.computeIfAbsent(userName, name -> server().as(name));
  }

  public static ApiClient operator() {
    return CLIENTS.computeIfAbsent("operator of all", name -> server().operator());
  }

  public static ApiClient anonymous() {
    return server().anonymous();
  }
}
