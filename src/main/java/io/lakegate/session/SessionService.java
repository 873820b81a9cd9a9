package io.lakegate.session;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendProblem;
import io.lakegate.backend.Capability;
import io.lakegate.backend.SessionRequest;
import io.lakegate.ledger.Limits;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.database.InstallationRepository;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.SecretMask;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.sessionprofile.LaunchSettings;
import io.lakegate.sessionprofile.SessionProfile;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Sessions: launched from profiles, kept, stopped, read. Launch and stop only store what is wanted;
 * the tracker carries it out and keeps at it until it is done or has failed with a cause.
 */
@ApplicationScoped
public class SessionService {
  static final Duration KEEP = Duration.ofMinutes(30);
  static final int MAX_LOG_LINES = 1000;

  /** A log that was read less than this time ago is not read again when somebody looks at it. */
  private static final Duration LOG_FRESH = Duration.ofSeconds(2);

  @Inject SessionRepository repository;
  @Inject SessionProfileService profiles;
  @Inject WorkspaceService workspaces;
  @Inject WorkspaceRadar radar;
  @Inject SessionShareService shares;
  @Inject IdempotencyKeyRepository idempotencyKeys;
  @Inject InstallationRepository installation;
  @Inject SessionTracker tracker;
  @Inject SessionChanges changes;
  @Inject Forms forms;
  @Inject Clock clock;
  @Inject AuditService audit;

  /**
   * Stores the wish to launch and returns at once, {@code LAUNCHING}. The same {@code
   * idempotencyKey} again, also at the same moment, returns the first one. {@code
   * SESSION_PROFILE_NOT_FOUND}, {@code INVALID}, {@code LAUNCH_ON_FABRIC_LATER}, {@code
   * SESSION_QUOTA_REACHED}, {@code PROXY_USER_UNKNOWN}; {@code BACKEND_SIGN_IN_MISSING} and {@code
   * BACKEND_SIGN_IN_EXPIRED} where the workspace takes only people's own tokens.
   */
  public Session launch(TenantId tenant, Caller caller, LaunchForm form, String idempotencyKey) {
    if (form.getProfileId() == null) {
      caller.require(Operation.LAUNCH_SESSION);
      forms.require(form);
    }
    SessionProfile profile = profiles.get(tenant, caller, form.getProfileId());
    caller.require(Operation.LAUNCH_SESSION, profile.getWorkspaceId());
    forms.require(form);
    IdempotencyKey key =
        IdempotencyKey.of(caller.personId(), idempotencyKey, "launch " + form.digestible());
    Optional<Session> before =
        idempotencyKeys.find(tenant, key).flatMap(id -> repository.find(tenant, id));
    if (before.isPresent()) {
      return before.get();
    }
    Workspace workspace = workspaces.get(tenant, caller, profile.getWorkspaceId());
    if (!workspaces.can(tenant, workspace, Capability.LAUNCHES)) {
      throw new LakegateException(ErrorCode.LAUNCH_ON_FABRIC_LATER);
    }
    workspaces.requireOpenTo(tenant, workspace, caller.personId());
    String proxyUser = workspaces.proxyUser(tenant, workspace, caller.personId()).orElse(null);
    LaunchSettings settings = profiles.settings(tenant, profile, form.getOverrides());
    SessionRequest request = settings.request().but().proxyUser(proxyUser).build();
    Launch launch =
        new Launch(
            workspace.getId(),
            workspace.getName(),
            profile.getId(),
            profile.getName(),
            profiles.snapshot(tenant, profile),
            request.kind(),
            caller.personId(),
            caller.userName(),
            workspaces.runsAs(tenant, workspace, caller.userName(), proxyUser),
            form.getName(),
            profile.getSessionNamePrefix(),
            request,
            profile.getStartupStatements(),
            settings.idleTimeout(),
            settings.maxLifetime());
    try {
      return launched(tenant, caller, launch, key);
    } catch (PersistenceException e) {
      // The same key at the same moment: the other one was first.
      return idempotencyKeys
          .find(tenant, key)
          .flatMap(id -> repository.find(tenant, id))
          .orElseThrow(() -> e);
    }
  }

  private Session launched(TenantId tenant, Caller caller, Launch launch, IdempotencyKey key) {
    Instant now = clock.instant();
    Instant until = now.plus(Limits.LEASE);
    Session session = new Session(tenant, launch, installation.id().toString(), now);
    List<Statement> startup =
        launch.startupStatements().stream()
            .map(code -> new Statement(session, code, launch.kind(), true, caller, now))
            .toList();
    radar.watch(tenant, launch.workspaceId());
    audit.change(
        tenant,
        caller,
        entry(AuditAction.LAUNCH_SESSION, session)
            .after(Map.of("profile", launch.profileName(), "kind", launch.kind())),
        () ->
            repository.launch(
                tenant, session, startup, key, Setting.SESSION_QUOTA.number(), until));
    tracker.launched(tenant, session.getId(), until);
    return session;
  }

  public Session get(TenantId tenant, Caller caller, UUID id) {
    Session session =
        repository
            .find(tenant, id)
            .filter(found -> caller.reach().includes(found.getWorkspaceId()))
            .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
    caller.require(Operation.READ_SESSIONS);
    return session;
  }

  /** Newest first. */
  public List<Session> list(
      TenantId tenant, Caller caller, SessionFilter filter, TimeCursor after, int limit) {
    caller.require(Operation.READ_SESSIONS);
    return repository.list(tenant, caller.reach(), filter, after, limit);
  }

  /** One's own sessions that are not over, for the pages that show or stop them. */
  public List<Session> listOwnLive(TenantId tenant, Caller caller) {
    if (caller.isOperator()) {
      return List.of();
    }
    return list(tenant, caller, SessionFilter.liveOf(caller.userName()), null, 200);
  }

  /** Stores the wish to stop; doing so again, or when it has ended, changes nothing. */
  public Session stop(TenantId tenant, Caller caller, UUID id) {
    Session session = get(tenant, caller, id);
    boolean own = session.getOwnerId().equals(caller.personId());
    caller.require(
        own ? Operation.STOP_OWN_SESSION : Operation.STOP_ANY_SESSION, session.getWorkspaceId());
    Supplier<Session> stop =
        () ->
            repository
                .update(tenant, id, found -> found.requestStop(EndCause.USER, clock.instant()))
                .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
    boolean again = session.isEnded() || session.getStopRequestedAt() != null;
    Session stopping =
        again
            ? stop.get()
            : audit.change(
                tenant, caller, stop, stopped -> entry(AuditAction.STOP_SESSION, stopped));
    tracker.wake(tenant, id);
    changes.changed(tenant, id);
    return stopping;
  }

  /** Keeps a session from ending as idle for another half hour. */
  public Session keep(TenantId tenant, Caller caller, UUID id) {
    Session session = get(tenant, caller, id);
    shares.requireUse(tenant, caller, session);
    if (session.isEnded()) {
      throw new LakegateException(ErrorCode.SESSION_ENDED);
    }
    Session kept =
        audit.change(
            tenant,
            caller,
            () ->
                repository
                    .update(tenant, id, found -> found.keepUntil(clock.instant().plus(KEEP)))
                    .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND)),
            found -> entry(AuditAction.KEEP_SESSION, found));
    tracker.wake(tenant, id);
    changes.changed(tenant, id);
    return kept;
  }

  private static AuditEntry entry(AuditAction action, Session session) {
    return AuditEntry.of(action, session.getId(), session.getName()).in(session.getWorkspaceId());
  }

  /** Audits a view of someone else's session, at most once an hour. */
  public void recordView(TenantId tenant, Caller caller, Session session) {
    if (!session.getOwnerId().equals(caller.personId())) {
      audit.recordOnce(
          tenant,
          AuditActor.of(caller),
          entry(AuditAction.VIEW_SESSION, session),
          StatementService.VIEWED_ONCE);
    }
  }

  /** The driver's log as last read; empty when nobody has read it yet. No remote call. */
  public Optional<SessionLog> findLog(TenantId tenant, Caller caller, UUID id) {
    get(tenant, caller, id);
    return repository.findLog(tenant, id);
  }

  /**
   * Lets the tracker read the log again soon, for Editors who look at it; for Viewers no backend is
   * called. Returns at once.
   */
  public void refreshLog(TenantId tenant, Caller caller, UUID id) {
    Session session = get(tenant, caller, id);
    if (isLogStale(tenant, caller, session)) {
      tracker.run(() -> readLog(tenant, session));
    }
  }

  private boolean isLogStale(TenantId tenant, Caller caller, Session session) {
    boolean readable = session.getRemoteId() != null && !session.isEnded();
    return readable
        && caller.may(Operation.RUN_STATEMENT, session.getWorkspaceId())
        && repository
            .findLog(tenant, session.getId())
            .filter(log -> clock.instant().isBefore(log.getReadAt().plus(LOG_FRESH)))
            .isEmpty();
  }

  private void readLog(TenantId tenant, Session session) {
    UUID workspace = session.getWorkspaceId();
    UUID owner = session.getOwnerId();
    Backend backend = null;
    try {
      backend = workspaces.open(tenant, workspace, owner);
      if (!backend.capabilities().contains(Capability.HAS_LOG)) {
        return;
      }
      Backend opened = backend;
      List<String> log =
          BackendProblem.asking(() -> opened.log(session.getRemoteId(), MAX_LOG_LINES));
      repository.saveLog(tenant, session.getId(), log, clock.instant());
      changes.changed(tenant, session.getId());
    } catch (LakegateException e) {
      // The log stays as it was, with its time; the session's own check says what is wrong.
      if (backend != null) {
        workspaces.replaceToken(tenant, workspace, owner, backend, e);
      }
    }
  }

  /**
   * Returns the log as the API shows it: lines {@code from} … of those held, with their total
   * number. If the held log is stale, it is first read from the backend for callers who are
   * Editors.
   */
  public LogPage logPage(TenantId tenant, Caller caller, UUID id, Integer from, Integer size) {
    Session session = get(tenant, caller, id);
    if (isLogStale(tenant, caller, session)) {
      readLog(tenant, session);
    }
    Optional<SessionLog> log = repository.findLog(tenant, id);
    List<String> lines = log.map(SessionLog::getLines).orElse(List.of());
    int count = size == null ? 100 : Math.max(0, Math.min(size, MAX_LOG_LINES));
    int first = from == null ? Math.max(0, lines.size() - count) : Math.max(0, from);
    int begin = Math.min(first, lines.size());
    int end = Math.min(lines.size(), begin + count);
    return new LogPage(
        begin,
        lines.size(),
        lines.subList(begin, end).stream().map(SecretMask::of).toList(),
        log.map(SessionLog::getReadAt).orElse(null));
  }

  /**
   * Lines of a driver's log.
   *
   * @param from index of the first line among those held: a rolling window, so indexes shift
   * @param readAt when the backend was asked; null if never
   */
  public record LogPage(int from, int total, List<String> log, Instant readAt) {}
}
