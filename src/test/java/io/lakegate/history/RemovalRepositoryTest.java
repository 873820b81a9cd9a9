package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEvent;
import io.lakegate.audit.Audits;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.security.Callers;
import io.lakegate.retention.Retentions;
import io.lakegate.session.Statement;
import io.lakegate.session.StoredSessions;
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
  private StoredSessions stored;
  private Retentions retentions;

  @BeforeEach
  void start() {
    stored = new StoredSessions(database, ACME);
    retentions = new Retentions(database, stored.clock);
    RemovalRepository repository = database.repository(RemovalRepository.class);
    results.repository = repository;
    code.repository = repository;
    logs.repository = repository;
  }

  private static Statement ended(StoredSessions stored, UUID session) {
    return stored.end(stored.submit(session, "6 * 7"), OUTPUT);
  }

  private String codeOf(Statement statement) {
    return stored.statement(statement.getId()).getCode();
  }

  private List<String> removals() {
    return Audits.events(database, ACME).stream()
        .filter(event -> event.getAction().equals(AuditAction.REMOVE_BY_RETENTION.name()))
        .map(AuditEvent::getAfter)
        .toList();
  }

  @Test
  void leaves_a_marker_of_what_is_too_old_and_the_rest_alone() {
    UUID session = stored.ready();
    Statement old = ended(stored, session);
    stored.clock.passes(Duration.ofDays(20));
    Statement young = ended(stored, session);
    stored.clock.passes(Duration.ofDays(20));
    retentions.keep(Callers.administrator(ACME), 30);

    List.of(results, code).forEach(removal -> retentions.remove(ACME, removal));

    assertThat(stored.output(old)).contains("[result removed by retention, 2027-01-01 08:00 UTC]");
    assertThat(codeOf(old)).isEqualTo("[code removed by retention, 2027-01-01 08:00 UTC]");
    assertThat(stored.output(young)).isEqualTo(OUTPUT);
    assertThat(codeOf(young)).isEqualTo("6 * 7");
    assertThat(removals()).hasSize(2).allMatch(after -> after.contains("\"count\":1"));
  }

  @Test
  void goes_on_where_it_was_and_says_nothing_when_there_is_nothing() {
    UUID session = stored.ready();
    Statement first = ended(stored, session);
    stored.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);
    retentions.remove(ACME, results);
    Statement second = ended(stored, session);
    retentions.remove(ACME, results);
    stored.clock.passes(Duration.ofDays(2));

    retentions.remove(ACME, results);

    assertThat(stored.output(first)).contains("2026-11-24");
    assertThat(stored.output(second)).contains("2026-11-26");
    assertThat(removals()).hasSize(2);
  }

  @Test
  void waits_for_what_is_not_over() {
    UUID session = stored.ready();
    Statement running = stored.submit(session, "wait()");
    stored.clock.passes(Duration.ofMinutes(1));
    Statement over = ended(stored, session);
    stored.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);

    List.of(results, code).forEach(removal -> retentions.remove(ACME, removal));

    assertThat(codeOf(running)).isEqualTo("wait()");
    assertThat(stored.output(over)).isEqualTo(OUTPUT);
  }

  @Test
  void takes_logs_that_nobody_has_read_for_so_long() {
    UUID session = stored.ready();
    stored.saveLog(session, "started");
    stored.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);
    retentions.remove(ACME, logs);
    List<String> removed = stored.log(session);
    stored.saveLog(session, "read again");

    retentions.remove(ACME, logs);

    assertThat(removed).singleElement().asString().contains("log removed by retention");
    assertThat(stored.log(session)).containsExactly("read again");
  }

  @Test
  void leaves_another_tenants_alone() {
    StoredSessions theirs = new StoredSessions(database, GLOBEX);
    Statement statement = ended(theirs, theirs.ready());
    stored.clock.passes(Duration.ofDays(2));
    retentions.keep(Callers.administrator(ACME), 1);

    for (Removal removal : List.of(results, code, logs)) {
      retentions.remove(ACME, removal);
    }

    assertThat(theirs.output(statement)).isEqualTo(OUTPUT);
  }
}
