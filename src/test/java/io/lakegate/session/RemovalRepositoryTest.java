package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEvent;
import io.lakegate.audit.Audits;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.retention.Retentions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalRepositoryTest extends RepositoryTest {
  private static final String OUTPUT = "{\"status\":\"ok\",\"data\":{\"text/plain\":\"42\"}}";

  private final ResultRemoval results = new ResultRemoval();
  private final CodeRemoval code = new CodeRemoval();
  private final LogRemoval logs = new LogRemoval();
  private Ledger ledger;
  private Retentions retentions;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    retentions = new Retentions(database, ledger.clock);
    RemovalRepository repository = database.repository(RemovalRepository.class);
    results.repository = repository;
    code.repository = repository;
    logs.repository = repository;
  }

  private static Statement ended(Ledger ledger, TenantId tenant, UUID session) {
    Statement statement = ledger.submit(session, "6 * 7");
    ledger.statements.complete(
        tenant,
        statement.getId(),
        new OutputCut(OUTPUT, null, 0),
        ledger.clock.instant(),
        done ->
            done.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, ledger.clock.instant()));
    return statement;
  }

  private String output(TenantId tenant, Statement statement) {
    return ledger.statements.findOutput(tenant, Reach.all(), statement.getId()).orElseThrow();
  }

  private String codeOf(Statement statement) {
    return ledger.statements.find(ACME, statement.getId()).orElseThrow().getCode();
  }

  private List<String> removals() {
    return Audits.events(database, ACME).stream()
        .filter(event -> event.getAction().equals(AuditAction.REMOVE_BY_RETENTION.name()))
        .map(AuditEvent::getAfter)
        .toList();
  }

  @Test
  void leaves_a_marker_of_what_is_too_old_and_the_rest_alone() {
    UUID session = ledger.ready();
    Statement old = ended(ledger, ACME, session);
    ledger.clock.passes(Duration.ofDays(20));
    Statement young = ended(ledger, ACME, session);
    ledger.clock.passes(Duration.ofDays(20));
    retentions.keep(Callers.administrator(ACME), 30);

    List.of(results, code).forEach(removal -> retentions.remove(ACME, removal));

    assertThat(output(ACME, old)).contains("[result removed by retention, 2027-01-01 08:00 UTC]");
    assertThat(codeOf(old)).isEqualTo("[code removed by retention, 2027-01-01 08:00 UTC]");
    assertThat(output(ACME, young)).isEqualTo(OUTPUT);
    assertThat(codeOf(young)).isEqualTo("6 * 7");
    assertThat(removals()).hasSize(2).allMatch(after -> after.contains("\"count\":1"));
  }

  @Test
  void goes_on_where_it_was_and_says_nothing_when_there_is_nothing() {
    UUID session = ledger.ready();
    Statement first = ended(ledger, ACME, session);
    ledger.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);
    retentions.remove(ACME, results);
    Statement second = ended(ledger, ACME, session);
    retentions.remove(ACME, results);
    ledger.clock.passes(Duration.ofDays(2));

    retentions.remove(ACME, results);

    assertThat(output(ACME, first)).contains("2026-11-24");
    assertThat(output(ACME, second)).contains("2026-11-26");
    assertThat(removals()).hasSize(2);
  }

  @Test
  void waits_for_what_is_not_over() {
    UUID session = ledger.ready();
    Statement running = ledger.submit(session, "wait()");
    ledger.clock.passes(Duration.ofMinutes(1));
    Statement over = ended(ledger, ACME, session);
    ledger.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);

    List.of(results, code).forEach(removal -> retentions.remove(ACME, removal));

    assertThat(codeOf(running)).isEqualTo("wait()");
    assertThat(output(ACME, over)).isEqualTo(OUTPUT);
  }

  @Test
  void takes_logs_that_nobody_has_read_for_so_long() {
    UUID session = ledger.ready();
    ledger.sessions.saveLog(ACME, session, List.of("started"), ledger.clock.instant());
    ledger.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);
    retentions.remove(ACME, logs);
    List<String> removed = ledger.sessions.findLog(ACME, session).orElseThrow().getLines();
    ledger.sessions.saveLog(ACME, session, List.of("read again"), ledger.clock.instant());

    retentions.remove(ACME, logs);

    assertThat(removed).singleElement().asString().contains("log removed by retention");
    assertThat(ledger.sessions.findLog(ACME, session).orElseThrow().getLines())
        .containsExactly("read again");
  }

  @Test
  void leaves_another_tenants_alone() {
    Ledger theirs = new Ledger(database, GLOBEX);
    Statement statement = ended(theirs, GLOBEX, theirs.ready());
    ledger.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);

    for (Removal removal : List.of(results, code, logs)) {
      retentions.remove(ACME, removal);
    }

    assertThat(output(GLOBEX, statement)).isEqualTo(OUTPUT);
  }
}
