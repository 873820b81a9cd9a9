package io.lakegate.backend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A backend that can only look at what it has made, as one that is not Livy may be. */
public final class LimitedBackend implements Backend {
  private final Backend backend;

  public LimitedBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public Access access() {
    return backend.access();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.LAUNCHES);
  }

  @Override
  public Backend within(Duration requestTimeout) {
    return new LimitedBackend(backend.within(requestTimeout));
  }

  @Override
  public RemoteSession create(SessionRequest request) {
    return backend.create(request);
  }

  @Override
  public Recovery recover(String name) {
    return Recovery.unknowable();
  }

  @Override
  public Optional<RemoteSession> find(String sessionId) {
    return backend.find(sessionId);
  }

  @Override
  public List<RemoteSession> list() {
    // It would tell, so that a test sees who asks although it says that it cannot.
    return backend.list();
  }

  @Override
  public void keepAlive(String sessionId) {
    throw new AssertionError("It cannot keep alive");
  }

  @Override
  public boolean delete(String sessionId) {
    return backend.delete(sessionId);
  }

  @Override
  public List<String> log(String sessionId, int maxLines) {
    throw new AssertionError("It has no log");
  }

  @Override
  public RemoteStatement submit(String sessionId, String code, String kind) {
    return backend.submit(sessionId, code, kind);
  }

  @Override
  public Optional<RemoteStatement> findStatement(String sessionId, String id) {
    return backend.findStatement(sessionId, id);
  }

  @Override
  public void cancel(String sessionId, String statementId) {
    backend.cancel(sessionId, statementId);
  }

  @Override
  public Optional<RowLimit> rowLimit() {
    return Optional.empty();
  }

  @Override
  public List<Finding> check() {
    return backend.check();
  }

  @Override
  public Optional<String> checkIdentity() {
    return backend.checkIdentity();
  }
}
