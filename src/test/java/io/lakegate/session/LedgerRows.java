package io.lakegate.session;

import io.lakegate.backend.SessionRequest;
import io.lakegate.ledger.Lease;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sessions and statements as they would stand in their rows, without a database. */
final class LedgerRows {
  static final TenantId ACME = new TenantId(new UUID(0xacL, 1));
  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LIFETIME = Duration.ofHours(12);
  static final UUID WORKSPACE = new UUID(0x0e, 7);
  static final UUID PROFILE = new UUID(0x0f, 7);
  static final Caller ADA = new Caller(ACME, "acme", new UUID(0xca, 7), "ada", Role.EDITORS);

  private LedgerRows() {}

  static Launch launch(UUID workspace, String name, String runsAs) {
    return new Launch(
        workspace,
        "Sandbox",
        PROFILE,
        "Scala",
        "{\"name\":\"Scala\"}",
        "spark",
        ADA.personId(),
        "ada",
        runsAs,
        name,
        "etl-",
        request(),
        List.of(),
        IDLE,
        LIFETIME);
  }

  static SessionRequest request() {
    return SessionRequest.builder().kind("spark").conf(Map.of("spark.app", "x")).build();
  }

  static Session launching() {
    return new Session(ACME, launch(WORKSPACE, null, "ada there"), Ledger.INSTALLATION, NOW);
  }

  static Session in(UUID workspace) {
    Session session = new Session(ACME, launch(workspace, null, null), Ledger.INSTALLATION, NOW);
    session.accepted("0", NOW);
    session.seen(SessionState.IDLE, said("idle"), NOW);
    return session;
  }

  /** Ready since {@link #NOW}. */
  static Session ready() {
    return in(WORKSPACE);
  }

  static Statement waiting(Session session) {
    return new Statement(session, "1+1", "spark", false, ADA, NOW);
  }

  static Statement running(Session session) {
    Statement statement = waiting(session);
    statement.sending(-1, NOW);
    statement.accepted("0", true, NOW);
    return statement;
  }

  /** What this node remembers about a session of which it does not hold the lease. */
  static Watch watch(TenantId tenant, UUID session) {
    return new Watch(tenant, session, new Lease());
  }

  static RemoteFacts said(String state) {
    return new RemoteFacts(state, null, null, null);
  }
}
