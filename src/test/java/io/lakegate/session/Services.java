package io.lakegate.session;

import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.backend.Backend;
import io.lakegate.backend.Capability;
import io.lakegate.platform.database.InstallationRepository;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.sessionprofile.LaunchSettings;
import io.lakegate.sessionprofile.SessionOverrides;
import io.lakegate.sessionprofile.SessionProfile;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.TestBackends;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The services of sessions and statements on the ledger's database, with one workspace and one
 * profile, and a tracker that only notes what it is told.
 */
final class Services {
  final RecordedAudit audit = new RecordedAudit();
  final Ledger ledger;
  final SessionService sessions = new SessionService();
  final StatementService statements = new StatementService();
  final SessionShareService shares = new SessionShareService();
  final List<UUID> launched = new ArrayList<>();
  final List<UUID> woken = new ArrayList<>();
  final List<UUID> sent = new ArrayList<>();
  final List<UUID> told = new ArrayList<>();
  final List<Runnable> work = new ArrayList<>();
  final List<ErrorCode> replaced = new ArrayList<>();
  Instant leasedUntil;
  Workspace workspace;
  SessionProfile profile;
  SessionOverrides asked;

  /** What keeps the workspace closed to everybody; null for nothing. */
  LakegateException closed;

  /** What goes wrong in the launch's own transaction; null for nothing. */
  RuntimeException failing;

  Services(TestDatabase database, TenantId tenant) {
    ledger = new Ledger(database, tenant);
    workspace = aLivyServer().of(tenant);
    profile =
        aSessionProfile()
            .on(workspace.getId())
            .but(form -> form.setSessionNamePrefix("nightly-"))
            .of(tenant);
    wireShares(database);
    wireSessions(database);
    wireStatements();
  }

  private void wireShares(TestDatabase database) {
    shares.repository = database.repository(SessionShareRepository.class);
    shares.repository.sessions = ledger.sessions;
    shares.sessions = ledger.sessions;
    shares.changes = new Changes();
    shares.audit = audit;
    shares.forms = TestForms.forms();
    shares.clock = ledger.clock;
  }

  private void wireSessions(TestDatabase database) {
    sessions.repository = ledger.sessions;
    sessions.profiles = new Profiles();
    sessions.workspaces = new Workspaces();
    sessions.radar = new WorkspaceRadar();
    sessions.radar.leases = ledger.work.leases();
    sessions.radar.clock = ledger.clock;
    sessions.shares = shares;
    sessions.idempotencyKeys = database.repository(IdempotencyKeyRepository.class);
    sessions.installation =
        new InstallationRepository() {
          @Override
          public UUID id() {
            if (failing != null) {
              throw failing;
            }
            return UUID.fromString(Ledger.INSTALLATION);
          }
        };
    sessions.tracker = new Tracker();
    sessions.changes = new Changes();
    sessions.forms = TestForms.forms();
    sessions.clock = ledger.clock;
    sessions.audit = audit;
  }

  private void wireStatements() {
    statements.repository = ledger.statements;
    statements.sessions = ledger.sessions;
    statements.idempotencyKeys = sessions.idempotencyKeys;
    statements.shares = shares;
    statements.tracker = new Tracker();
    statements.changes = new Changes();
    statements.forms = TestForms.forms();
    statements.clock = ledger.clock;
    statements.audit = audit;
  }

  private final class Tracker extends SessionTracker {
    @Override
    void launched(TenantId tenant, UUID sessionId, Instant until) {
      launched.add(sessionId);
      leasedUntil = until;
    }

    @Override
    void wake(TenantId tenant, UUID sessionId) {
      woken.add(sessionId);
    }

    @Override
    void send(TenantId tenant, UUID sessionId, Statement statement) {
      sent.add(statement.getId());
    }

    @Override
    void run(Runnable remote) {
      work.add(remote);
    }
  }

  private final class Changes extends SessionChanges {
    @Override
    public void changed(TenantId tenant, UUID sessionId) {
      told.add(sessionId);
    }
  }

  private final class Profiles extends SessionProfileService {
    @Override
    public SessionProfile get(TenantId tenant, Caller caller, UUID id) {
      boolean there =
          profile.getTenantId().equals(tenant)
              && profile.getId().equals(id)
              && caller.reach().includes(profile.getWorkspaceId());
      if (!there) {
        throw new LakegateException(ErrorCode.SESSION_PROFILE_NOT_FOUND);
      }
      return profile;
    }

    @Override
    public LaunchSettings settings(TenantId tenant, SessionProfile of, SessionOverrides overrides) {
      asked = overrides;
      return new LaunchSettings(
          LedgerRows.request().but().kind(profile.getKind()).build(),
          Duration.ofMinutes(7),
          Duration.ofHours(3));
    }

    @Override
    public String snapshot(TenantId tenant, SessionProfile of) {
      return "{\"name\":\"" + of.getName() + "\"}";
    }
  }

  private final class Workspaces extends WorkspaceService {
    @Override
    public boolean can(TenantId tenant, Workspace at, Capability capability) {
      return TestBackends.livy(ledger.livy).of(at).capabilities().contains(capability);
    }

    @Override
    public Workspace get(TenantId tenant, Caller caller, UUID id) {
      return workspace;
    }

    @Override
    public void requireOpenTo(TenantId tenant, Workspace of, UUID personId) {
      if (closed != null) {
        throw closed;
      }
    }

    @Override
    public Optional<String> proxyUser(TenantId tenant, Workspace of, UUID personId) {
      return Optional.of("proxy-of-ada");
    }

    @Override
    public String runsAs(TenantId tenant, Workspace of, String userName, String proxyUser) {
      return proxyUser;
    }

    @Override
    public Backend open(TenantId tenant, UUID id, UUID personId) {
      if (closed != null) {
        throw closed;
      }
      return ledger.open(personId);
    }

    @Override
    public boolean replaceToken(
        TenantId tenant, UUID id, UUID personId, Backend refused, LakegateException problem) {
      replaced.add(problem.code());
      return false;
    }
  }

  LaunchForm form() {
    LaunchForm form = new LaunchForm();
    form.setProfileId(profile.getId());
    return form;
  }

  /** As the tracker does once the backend says that it is ready. */
  void ready(Session session) {
    ledger.sessions.update(
        session.getTenantId(),
        session.getId(),
        found -> {
          found.accepted("0", ledger.clock.instant());
          found.seen(SessionState.IDLE, LedgerRows.said("idle"), ledger.clock.instant());
        });
  }

  void end(Session session) {
    ledger.sessions.end(
        session.getTenantId(),
        session.getId(),
        EndCause.USER,
        null,
        StatementState.LOST,
        ledger.clock.instant());
  }
}
