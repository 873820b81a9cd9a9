package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendFailure;
import io.lakegate.backend.BackendProblem;
import io.lakegate.backend.Capability;
import io.lakegate.backend.RemoteSession;
import io.lakegate.ledger.Leases;
import io.lakegate.ledger.Work;
import io.lakegate.ledger.WorkKey;
import io.lakegate.ledger.WorkKind;
import io.lakegate.platform.database.InstallationRepository;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at all sessions of a workspace with a few list requests instead of one request each: idle
 * sessions cost almost nothing, dead ones are noticed, and what bears our name but has ended here
 * (an answer that came too late) is deleted before it costs money.
 */
@ApplicationScoped
class WorkspaceRadar implements WorkKind {
  private static final Logger LOG = Logger.getLogger(WorkspaceRadar.class.getName());
  private static final String KIND = "workspace";
  private static final Duration SMALL_EVERY = Duration.ofSeconds(15);
  private static final Duration LARGE_EVERY = Duration.ofSeconds(60);
  private static final int MAX_SESSIONS = 5000;

  /**
   * Maximum sessions of a workspace that is looked at at the shorter interval; one request lists
   * them all.
   */
  private static final int FEW = 100;

  @Inject Leases leases;
  @Inject SessionRepository sessions;
  @Inject SessionTracker tracker;
  @Inject WorkspaceService workspaces;
  @Inject InstallationRepository installation;
  @Inject Clock clock;

  private final class WorkspaceWork extends Work {
    WorkspaceWork(WorkKey key) {
      super(key);
    }

    @Override
    protected boolean read(boolean changed) {
      return true;
    }

    /** Lists of all workspaces share their places, apart from the steps of sessions. */
    @Override
    protected Object place() {
      return KIND;
    }

    @Override
    protected Duration step() {
      return look(key().tenant(), key().id());
    }

    @Override
    protected boolean isWarm(Instant now) {
      return false;
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Work work(WorkKey key) {
    return new WorkspaceWork(key);
  }

  /** Registers a workspace to be looked at, which happens from its first launch on. */
  void watch(TenantId tenant, UUID workspaceId) {
    leases.register(new WorkKey(tenant, KIND, workspaceId), clock.instant());
  }

  /** Looks at one workspace; how long to wait before the next look. */
  Duration look(TenantId tenant, UUID workspaceId) {
    Optional<Backend> backend = Optional.empty();
    try {
      // Where only people's own tokens count there is nobody to look at everything (ADR 15).
      backend =
          workspaces
              .openForNobody(tenant, workspaceId)
              .filter(opened -> opened.capabilities().contains(Capability.LISTS_ALL));
      Optional<Backend> opened = backend;
      return opened.isPresent()
          ? BackendProblem.asking(() -> look(tenant, workspaceId, opened.get()))
          : LARGE_EVERY;
    } catch (LakegateException e) {
      // Live sessions notice by themselves and say so; the radar looks again later.
      LOG.log(Level.FINE, "Workspace " + workspaceId + " cannot be looked at", e);
      if (backend.isPresent()) {
        workspaces.replaceToken(tenant, workspaceId, null, backend.get(), e);
      }
      return LARGE_EVERY;
    }
  }

  private Duration look(TenantId tenant, UUID workspaceId, Backend backend) {
    List<Session> ours = sessions.listLiveIn(tenant, workspaceId, MAX_SESSIONS);
    List<RemoteSession> theirs = backend.list();
    compare(tenant, ours, theirs);
    deleteEnded(tenant, backend, theirs);
    return theirs.size() <= FEW && !ours.isEmpty() ? SMALL_EVERY : LARGE_EVERY;
  }

  private void compare(TenantId tenant, List<Session> ours, List<RemoteSession> theirs) {
    Map<String, RemoteSession> byName = new HashMap<>();
    theirs.stream()
        .filter(remote -> remote.name() != null)
        .forEach(remote -> byName.put(remote.name(), remote));
    List<UUID> asTheyShouldBe = new ArrayList<>();
    for (Session session : ours) {
      if (session.getState() != SessionState.IDLE) {
        continue;
      }
      RemoteSession remote = byName.get(session.getRemoteName());
      boolean idle =
          remote != null
              && remote.id().equals(session.getRemoteId())
              && SessionState.ofRemote(remote.state()) == SessionState.IDLE;
      if (idle) {
        asTheyShouldBe.add(session.getId());
      } else {
        sessions.update(tenant, session.getId(), Session::doubt);
        tracker.wake(tenant, session.getId());
      }
    }
    sessions.seenIdle(tenant, asTheyShouldBe, clock.instant());
  }

  private void deleteEnded(TenantId tenant, Backend backend, List<RemoteSession> theirs) {
    String installationId = installation.id().toString();
    for (RemoteSession remote : theirs) {
      Optional<Session> session =
          RemoteName.session(installationId, remote.name())
              .flatMap(id -> sessions.find(tenant, id))
              .filter(Session::isEnded);
      boolean alive = SessionState.ofRemote(remote.state()) != SessionState.ENDED;
      if (session.isPresent() && alive) {
        try {
          deleteIfOurs(backend, remote);
        } catch (BackendFailure e) {
          // A session that cannot be deleted just now must not keep the others from it.
          LOG.log(Level.FINE, "Cannot delete " + remote.name(), e);
        }
      }
    }
  }

  /** Read once more: between the list and now the id may have gone to somebody else. */
  private void deleteIfOurs(Backend backend, RemoteSession remote) {
    boolean ours =
        backend.find(remote.id()).filter(found -> remote.name().equals(found.name())).isPresent();
    if (ours) {
      LOG.info(() -> "Deleting " + remote.name() + ", which ended here and still runs there");
      backend.delete(remote.id());
    }
  }
}
