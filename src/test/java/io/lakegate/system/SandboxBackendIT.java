package io.lakegate.system;

import io.lakegate.backend.RemoteSession;
import io.lakegate.backend.RemoteStatement;
import io.lakegate.backend.livy.AbstractLivyContract;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract of backends against the sandbox's real Spark. */
class SandboxBackendIT extends AbstractLivyContract {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static SandboxServer sandbox;

  private final String name = "contract-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    sandbox = new SandboxServer();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void deleteSession() {
    backend().recover(name).session().ifPresent(left -> backend().delete(left.id()));
  }

  @Override
  protected URI address() {
    return sandbox.uri();
  }

  @Override
  protected String token() {
    return sandbox.token();
  }

  @Override
  protected String name() {
    return name;
  }

  @Override
  protected void awaitReady(String sessionId) {
    Waiting.until(
        SOON,
        () -> backend().find(sessionId).orElseThrow().state(),
        RemoteSession.State.IDLE::equals);
  }

  @Override
  protected void awaitEnd(String sessionId, String statementId) {
    Waiting.until(
        SOON,
        () -> backend().findStatement(sessionId, statementId).orElseThrow(),
        found -> found.state() == RemoteStatement.State.ENDED && found.output() != null);
  }
}
