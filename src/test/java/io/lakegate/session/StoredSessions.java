package io.lakegate.session;

import io.lakegate.audit.AuditService;
import io.lakegate.output.OutputCut;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A tenant's sessions and statements as the ledger stores them, for the packages that show them.
 */
public final class StoredSessions {
  public final MovingClock clock;

  /** Owns the sessions and submits the statements. */
  public final Caller ada;

  private final TenantId tenant;
  private final Ledger ledger;

  public StoredSessions(TestDatabase database, TenantId tenant) {
    this.tenant = tenant;
    ledger = new Ledger(database, tenant);
    clock = ledger.clock;
    ada = ledger.ada;
  }

  /** Reads statements of this ledger and audits with {@code audit}. */
  public StatementService statements(AuditService audit) {
    StatementService service = new StatementService();
    service.repository = ledger.statements;
    service.sessions = ledger.sessions;
    service.audit = audit;
    service.clock = clock;
    return service;
  }

  /** A session that is ready. */
  public UUID ready() {
    return ledger.ready();
  }

  /** A session that is launching, with statements that run first. */
  public UUID launch(String... startup) {
    return ledger.launch(startup);
  }

  public Statement submit(UUID session, String code) {
    return ledger.submit(session, code);
  }

  /** The statement is sent to the backend, which has accepted it. */
  public void accept(Statement statement) {
    ledger.statements.accepted(tenant, statement.getId(), "0", true, clock.instant());
  }

  /** The statement ends with an output. */
  public Statement end(Statement statement, String output) {
    return end(statement, output, Statement.Outcome.OK, null);
  }

  public Statement end(
      Statement statement, String output, Statement.Outcome outcome, String message) {
    Instant now = clock.instant();
    return ledger
        .statements
        .complete(
            tenant,
            statement.getId(),
            new OutputCut(output, null, 0),
            now,
            done -> done.end(StatementState.AVAILABLE, outcome, message, now))
        .orElseThrow();
  }

  public void saveLog(UUID session, String... lines) {
    ledger.sessions.saveLog(tenant, session, List.of(lines), clock.instant());
  }

  public List<String> log(UUID session) {
    return ledger.sessions.findLog(tenant, session).orElseThrow().getLines();
  }

  public Session session(UUID id) {
    return ledger.session(id);
  }

  public Statement statement(UUID id) {
    return ledger.statement(id);
  }

  public List<Statement> statementsOf(UUID session) {
    return ledger.statements.listOldest(tenant, session, 0, 100);
  }

  public String output(Statement statement) {
    return ledger.statements.findOutput(tenant, Reach.all(), statement.getId()).orElseThrow();
  }

  /** A share of the session with a colleague; it is not stored. */
  public SessionShare sharedWith(UUID session, UUID personId, String name) {
    return SessionShare.withPerson(session(session), personId, name, clock.instant());
  }
}
