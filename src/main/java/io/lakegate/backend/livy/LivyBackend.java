package io.lakegate.backend.livy;

import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.backend.Capability;
import io.lakegate.backend.Finding;
import io.lakegate.backend.Recovery;
import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RemoteSession;
import io.lakegate.backend.RemoteStatement;
import io.lakegate.backend.RowLimit;
import io.lakegate.backend.SessionRequest;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyAppInfo;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivyOutput;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.client.livy.LivyStatement;
import io.lakegate.client.livy.LivyStatementRequest;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One Livy server, opened for one identity. */
final class LivyBackend implements Backend {
  /** Livy's own default (livy.rsc.sql.num-rows in its RSCConf). */
  private static final RowLimit ROW_LIMIT = new RowLimit("livy.rsc.sql.num-rows", 1000);

  private static final int PAGE = 100;
  private static final int MAX_PAGES = 50;

  /**
   * Apache Livy's words (SessionState.scala; its REST documentation omits recovering and running)
   * and Fabric's, compared without case.
   */
  private static final Map<String, RemoteSession.State> STATES =
      Map.ofEntries(
          Map.entry("not_started", RemoteSession.State.STARTING),
          Map.entry("not_submitted", RemoteSession.State.STARTING),
          Map.entry("submitting", RemoteSession.State.STARTING),
          Map.entry("starting", RemoteSession.State.STARTING),
          Map.entry("recovering", RemoteSession.State.STARTING),
          Map.entry("idle", RemoteSession.State.IDLE),
          Map.entry("running", RemoteSession.State.BUSY),
          Map.entry("busy", RemoteSession.State.BUSY),
          Map.entry("shutting_down", RemoteSession.State.ENDED),
          Map.entry("error", RemoteSession.State.ENDED),
          Map.entry("dead", RemoteSession.State.ENDED),
          Map.entry("killed", RemoteSession.State.ENDED),
          Map.entry("success", RemoteSession.State.ENDED));

  private final LivyClient livy;
  private final AllowedHosts allowedHosts;
  private final Access access;
  private final LivyEndpoint endpoint;

  LivyBackend(LivyClient livy, AllowedHosts allowedHosts, Access access) {
    this.livy = livy;
    this.allowedHosts = allowedHosts;
    this.access = access;
    this.endpoint =
        new LivyEndpoint(
            access.address(), credential(access.authentication()), access.requestTimeout());
  }

  private static LivyCredential credential(Authentication authentication) {
    if (authentication instanceof Authentication.Basic basic) {
      return LivyCredential.basic(basic.user(), basic.password());
    }
    return authentication instanceof Authentication.Bearer bearer
        ? LivyCredential.bearer(bearer.token())
        : LivyCredential.none();
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public Set<Capability> capabilities() {
    return LivyAdapter.CAPABILITIES;
  }

  @Override
  public Backend within(Duration requestTimeout) {
    return new LivyBackend(livy, allowedHosts, access.within(requestTimeout));
  }

  @Override
  public RemoteSession create(SessionRequest request) {
    try {
      return session(livy.createSession(endpoint, LivyRequests.of(request)));
    } catch (LakegateException e) {
      throw LivyFailures.ofCreate(e, endpoint);
    }
  }

  /** Livy finds a session by its name and refuses a second one of the same name. */
  @Override
  public Recovery recover(String name) {
    return asking(() -> livy.findSession(endpoint, name))
        .map(found -> Recovery.found(session(found)))
        .orElseGet(Recovery::absent);
  }

  @Override
  public Optional<RemoteSession> find(String sessionId) {
    return asking(() -> livy.findSession(endpoint, sessionId)).map(LivyBackend::session);
  }

  @Override
  public List<RemoteSession> list() {
    List<RemoteSession> all = new ArrayList<>();
    for (int page = 0; page < MAX_PAGES; page++) {
      int from = page * PAGE;
      LivySessions found = asking(() -> livy.listSessions(endpoint, from, PAGE));
      found.sessions().forEach(each -> all.add(session(each)));
      if (found.sessions().size() < PAGE || all.size() >= found.total()) {
        break;
      }
    }
    return all;
  }

  /** Livy counts a connect as activity, which a GET is not. */
  @Override
  public void keepAlive(String sessionId) {
    asking(
        () -> {
          livy.connect(endpoint, sessionId);
          return true;
        });
  }

  @Override
  public boolean delete(String sessionId) {
    return asking(() -> livy.deleteSession(endpoint, sessionId));
  }

  @Override
  public List<String> log(String sessionId, int maxLines) {
    return asking(() -> livy.log(endpoint, sessionId, null, maxLines)).log();
  }

  @Override
  public RemoteStatement submit(String sessionId, String code, String kind) {
    LivyStatementRequest request = new LivyStatementRequest(code, kind);
    return statement(asking(() -> livy.submitStatement(endpoint, sessionId, request)));
  }

  @Override
  public Optional<RemoteStatement> findStatement(String sessionId, String id) {
    return asking(() -> livy.findStatement(endpoint, sessionId, id)).map(LivyBackend::statement);
  }

  @Override
  public void cancel(String sessionId, String statementId) {
    asking(
        () -> {
          livy.cancelStatement(endpoint, sessionId, statementId);
          return true;
        });
  }

  @Override
  public Optional<RowLimit> rowLimit() {
    return Optional.of(ROW_LIMIT);
  }

  @Override
  public List<Finding> check() {
    return new LivyChecks(livy, allowedHosts).of(endpoint);
  }

  @Override
  public Optional<String> checkIdentity() {
    return new LivyChecks(livy, allowedHosts).ofIdentity(endpoint);
  }

  private <T> T asking(Supplier<T> call) {
    try {
      return call.get();
    } catch (LakegateException e) {
      throw LivyFailures.of(e, endpoint);
    }
  }

  private static RemoteSession session(LivySession session) {
    LivyAppInfo links = session.appInfo() == null ? new LivyAppInfo(null, null) : session.appInfo();
    return new RemoteSession(
        session.id(),
        session.name(),
        state(session.state()),
        session.state(),
        session.appId(),
        links.sparkUiUrl(),
        links.driverLogUrl(),
        session.log());
  }

  /**
   * A word that Lakegate does not know becomes {@link RemoteSession.State#UNKNOWN} and is never a
   * failure.
   */
  static RemoteSession.State state(String word) {
    return word == null
        ? RemoteSession.State.UNKNOWN
        : STATES.getOrDefault(word.toLowerCase(Locale.ROOT), RemoteSession.State.UNKNOWN);
  }

  private static RemoteStatement statement(LivyStatement statement) {
    return new RemoteStatement(
        statement.id(),
        statement.code(),
        statementState(statement.state()),
        output(statement.output()),
        statement.progress(),
        statement.started(),
        statement.completed());
  }

  /** Any word that is not known is taken for one of a statement that has not ended. */
  static RemoteStatement.State statementState(String word) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "waiting" -> RemoteStatement.State.WAITING;
      case "available", "error" -> RemoteStatement.State.ENDED;
      case "cancelled" -> RemoteStatement.State.CANCELLED;
      default -> RemoteStatement.State.RUNNING;
    };
  }

  private static RemoteOutput output(LivyOutput output) {
    return output == null
        ? null
        : new RemoteOutput(
            output.status(),
            output.executionCount(),
            output.data(),
            output.ename(),
            output.evalue(),
            output.traceback());
  }
}
