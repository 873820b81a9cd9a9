package io.lakegate.session;

import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.backend.SessionRequest;
import io.lakegate.backend.livy.LivyBackends;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.ledger.Limits;
import io.lakegate.ledger.Node;
import io.lakegate.ledger.TestLedger;
import io.lakegate.ledger.Tracker;
import io.lakegate.output.OutputLimits;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.quota.TestQuotas;
import io.lakegate.workspace.WorkspaceService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The launch ledger on a real database beside a fake Livy; its tracker is moved by hand. */
final class Ledger {
  static final String INSTALLATION = "0a1b2c3d-0000-4000-8000-000000000000";
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LIFETIME = Duration.ofHours(12);
  static final Access ANYBODY =
      new Access(URI.create("http://livy"), Authentication.none(), Duration.ofSeconds(5));

  final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
  final FakeLivy livy = new FakeLivy();
  final TenantId tenant;
  final Caller ada;
  final SessionRepository sessions;
  final StatementRepository statements;
  final TestLedger work;
  private final SessionSteps steps = new SessionSteps();
  final SessionCheck check = new SessionCheck();
  private final LastLog lastLog = new LastLog();
  private LivyClient client = livy;
  private Watch watch;

  /** The sessions whose watchers were told of a change, in order. */
  final List<UUID> told = new ArrayList<>();

  /** How the backend is opened for a person; throws what keeps it from being opened. */
  Function<UUID, Access> opening = person -> ANYBODY;

  /** What stands between the ledger and its backend. */
  UnaryOperator<Backend> through = backend -> backend;

  /** What is done about a token that the backend refused. */
  BiPredicate<Backend, LakegateException> replacing = (asked, problem) -> false;

  Ledger(TestDatabase database, TenantId tenant) {
    this(database, tenant, "ada");
  }

  /** With another owner than Ada. */
  Ledger(TestDatabase database, TenantId tenant, String owner) {
    this.tenant = tenant;
    this.ada = new Caller(tenant, "acme", UUID.randomUUID(), owner, Role.EDITORS);
    IdempotencyKeyRepository keys = database.repository(IdempotencyKeyRepository.class);
    work = new TestLedger(database, clock);
    sessions = database.repository(SessionRepository.class);
    sessions.quotas = TestQuotas.on(database);
    sessions.idempotencyKeys = keys;
    sessions.leases = work.leases();
    statements = database.repository(StatementRepository.class);
    statements.sessions = sessions;
    statements.leases = work.leases();
    statements.idempotencyKeys = keys;
    insertAda(database);
    wire();
  }

  private void insertAda(TestDatabase database) {
    database.run(
        entityManager ->
            entityManager
                .createNativeQuery(
                    "insert into person (id, tenant_id, version, user_name, role, password_hash,"
                        + " password_generated, created_at)"
                        + " values (?1, ?2, 0, ?3, 'EDITORS', 'x', false, current_timestamp)")
                .setParameter(1, ada.personId())
                .setParameter(2, tenant.value())
                .setParameter(3, ada.userName())
                .executeUpdate());
  }

  private void wire() {
    SessionChanges changes =
        new SessionChanges() {
          @Override
          public void changed(TenantId tenant, UUID sessionId) {
            told.add(sessionId);
          }
        };
    check.workspaces =
        new WorkspaceService() {
          @Override
          public Backend open(TenantId tenant, UUID id, UUID personId) {
            return Ledger.this.open(personId);
          }

          @Override
          public boolean replaceToken(
              TenantId tenant, UUID id, UUID personId, Backend asked, LakegateException problem) {
            return replacing.test(asked, problem);
          }
        };
    check.sessions = sessions;
    check.leases = work.leases();
    check.changes = changes;
    check.clock = clock;
    check.lastLog = lastLog;
    lastLog.sessions = sessions;
    lastLog.clock = clock;
    StatementStep running = running(changes);
    LaunchStep launching = new LaunchStep();
    launching.sessions = sessions;
    launching.changes = changes;
    launching.check = check;
    launching.clock = clock;
    StopStep stopping = new StopStep();
    stopping.sessions = sessions;
    stopping.changes = changes;
    stopping.check = check;
    stopping.running = running;
    stopping.clock = clock;
    steps.launching = launching;
    steps.stopping = stopping;
    steps.running = running;
    steps.check = check;
    steps.sessions = sessions;
    steps.statements = statements;
    steps.clock = clock;
  }

  private StatementStep running(SessionChanges changes) {
    StatementNotes notes = new StatementNotes();
    notes.statements = statements;
    notes.sessions = sessions;
    notes.changes = changes;
    notes.limits = new OutputLimits();
    notes.clock = clock;
    StatementSilence silence = new StatementSilence();
    silence.check = check;
    silence.notes = notes;
    silence.clock = clock;
    StatementSending sending = new StatementSending();
    sending.statements = statements;
    sending.notes = notes;
    sending.silence = silence;
    sending.check = check;
    sending.clock = clock;
    StatementStep running = new StatementStep();
    running.sessions = sessions;
    running.check = check;
    running.sending = sending;
    running.silence = silence;
    running.notes = notes;
    running.clock = clock;
    return running;
  }

  /** Over the network from now on. */
  void talkWith(LivyClient real) {
    client = real;
  }

  /** The owner has to sign in again before the backend can be opened once more. */
  void signInExpires() {
    opening =
        person -> {
          throw new LakegateException(ErrorCode.BACKEND_SIGN_IN_EXPIRED, "expired");
        };
    watch.backend = null;
  }

  /** The backend, opened for a person. */
  Backend open(UUID person) {
    return through.apply(LivyBackends.open(client, opening.apply(person)));
  }

  /** The real one, with threads of its own; it looks for no due session by itself. */
  Tracker tracker() {
    Tracker tracker = work.tracker();
    tracker.register(sessions(tracker));
    return tracker;
  }

  /** Sessions as the work of that tracker. */
  SessionTracker sessions(Tracker tracker) {
    SessionTracker tracked = new SessionTracker();
    tracked.wake = tracker;
    tracked.statements = statements;
    tracked.steps = steps;
    tracked.clock = clock;
    return tracked;
  }

  /** A step as the tracker takes it, whoever holds the lease. */
  Duration stepNow(Watch of) {
    return steps.step(of);
  }

  /** Another node takes the session, for as long as nodes do; false when it may not. */
  boolean takenByAnotherNode(UUID session) {
    return work.claim(SessionTracker.key(tenant, session), "another node", Limits.LEASE);
  }

  /** Stores the intent, as the service does; nothing is sent yet. */
  UUID launch(String... startup) {
    return launch(20, null, startup);
  }

  UUID launch(int quota, IdempotencyKey key, String... startup) {
    Launch launch =
        new Launch(
            UUID.randomUUID(),
            "Sandbox",
            UUID.randomUUID(),
            "Scala",
            "{}",
            "spark",
            ada.personId(),
            ada.userName(),
            ada.userName() + " at the backend",
            null,
            null,
            request(),
            List.of(startup),
            IDLE,
            LIFETIME);
    Session session = new Session(tenant, launch, INSTALLATION, clock.instant());
    List<Statement> first =
        launch.startupStatements().stream()
            .map(code -> new Statement(session, code, "spark", true, ada, clock.instant()))
            .toList();
    sessions.launch(tenant, session, first, key, quota, clock.instant().plus(Limits.LEASE));
    watch = null;
    return session.getId();
  }

  static SessionRequest request() {
    return SessionRequest.builder().kind("spark").conf(Map.of("spark.app", "x")).build();
  }

  /** A session that is ready, with its backend's one. */
  UUID ready() {
    UUID id = launch();
    step(id);
    livy.only().state = "idle";
    step(id);
    step(id);
    return id;
  }

  /** The same, with a statement that was sent and seen to run. */
  UUID running() {
    UUID id = ready();
    submit(id, "1+1");
    sendNow(id, statements.listUnended(tenant, id, 1).get(0));
    step(id);
    return id;
  }

  Statement submit(UUID session, String code) {
    return statements.submit(tenant, session, code, "spark", ada, null, Node.ID, clock.instant());
  }

  /** Somebody else asks for it in this person's session. */
  Statement submitBy(Caller other, UUID session, String code) {
    return statements.submit(tenant, session, code, "spark", other, null, Node.ID, clock.instant());
  }

  /** One step of the tracker, as it would be taken now. */
  Duration step(UUID session) {
    Watch watched = watch(session);
    return watched.session.isEnded() ? null : steps.step(watched);
  }

  /** What the tracker hands to a step: leased, and read at this moment. */
  Watch watch(UUID session) {
    if (watch == null || !watch.sessionId.equals(session)) {
      watch = LedgerRows.watch(tenant, session);
    }
    if (work.claim(SessionTracker.key(tenant, session), Node.ID, Limits.LEASE)) {
      watch.lease.hold(clock.instant(), clock.instant().plus(Limits.LEASE));
    }
    watch.session = session(session);
    List<Statement> unended = statements.listUnended(tenant, session, 1);
    watch.activate(unended.isEmpty() ? null : unended.get(0));
    watch.readAt = clock.instant();
    return watch;
  }

  /** What is done with outputs from now on. */
  void cutting(OutputLimits limits) {
    steps.running.notes.limits = limits;
  }

  Duration begin(Watch watched) {
    return steps.running.sending.begin(watched);
  }

  boolean lastLook(UUID session) {
    return steps.running.lastLook(watch(session));
  }

  /** Takes as many steps as it takes, letting the rests between them pass. */
  void steps(UUID session, int most) {
    for (int i = 0; i < most; i++) {
      Duration rest = step(session);
      if (rest == null) {
        return;
      }
      clock.passes(rest.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : rest);
    }
  }

  /** The node dies: what it only remembered is gone, what it committed is there. */
  void crash() {
    watch = null;
  }

  /** As the service does for a statement stored as being sent. */
  void sendNow(UUID session, Statement statement) {
    if (watch == null || !watch.sessionId.equals(session)) {
      watch = LedgerRows.watch(tenant, session);
    }
    watch.toSend = statement.isSent() ? Mark.of(statement) : null;
  }

  Session session(UUID id) {
    return sessions.find(tenant, id).orElseThrow();
  }

  Statement statement(UUID id) {
    return statements.find(tenant, id).orElseThrow();
  }
}
