package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.ledger.Node;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Reach;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementRepositoryTest extends RepositoryTest {
  private Ledger ledger;
  private StatementRepository statements;
  private UUID session;
  private Statement statement;
  private Instant now;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    statements = ledger.statements;
    session = ledger.ready();
    statement = ledger.submit(session, "select 'Needle'");
    now = ledger.clock.instant();
  }

  @Test
  void another_tenants_statement_is_not_found() {
    assertThat(statements.find(GLOBEX, statement.getId())).isEmpty();
    assertThat(statements.find(ACME, statement.getId())).isPresent();
  }

  @Test
  void another_tenants_statements_are_not_listed() {
    assertThat(statements.listUnended(GLOBEX, session, 10)).isEmpty();
    assertThat(statements.snapshot(GLOBEX, session))
        .isEqualTo(new StatementRepository.SessionSnapshot(null, null));
    assertThat(statements.listNewest(GLOBEX, session, Integer.MAX_VALUE, 10)).isEmpty();
    assertThat(statements.listOldest(GLOBEX, session, 0, 10)).isEmpty();
    assertThat(statements.listVersions(GLOBEX, session, 10)).isEmpty();
    assertThat(statements.listUnended(ACME, session, 10)).hasSize(1);
    assertThat(statements.listNewest(ACME, session, Integer.MAX_VALUE, 10)).hasSize(1);
    assertThat(statements.listOldest(ACME, session, 0, 10)).hasSize(1);
    assertThat(statements.listVersions(ACME, session, 10)).hasSize(1);
  }

  @Test
  void another_tenants_session_takes_no_statement() {
    assertThatThrownBy(
            () ->
                statements.submit(
                    GLOBEX, session, "select 1", "sql", ledger.ada, null, Node.ID, now))
        .asInstanceOf(InstanceOfAssertFactories.type(LakegateException.class))
        .extracting(LakegateException::code)
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    assertThat(statements.listOldest(ACME, session, 0, 10)).hasSize(1);
  }

  @Test
  void another_tenants_statement_is_not_changed() {
    UUID id = statement.getId();

    assertThat(statements.update(GLOBEX, id, found -> found.requestCancel(now))).isEmpty();
    assertThat(statements.beginSending(GLOBEX, id, Node.ID, now)).isEmpty();
    assertThat(statements.accepted(GLOBEX, id, "7", true, now)).isEmpty();
    assertThat(
            statements.complete(
                GLOBEX,
                id,
                null,
                now,
                found -> found.end(StatementState.LOST, null, "theirs", now)))
        .isEmpty();

    Statement found = ledger.statement(id);
    assertThat(found.getVersion()).isEqualTo(statement.getVersion());
    assertThat(found.getRemoteId()).isNull();
    assertThat(found.getState().isEnded()).isFalse();
  }

  @Test
  void another_tenants_output_is_not_found() {
    UUID id = statement.getId();
    ledger.sendNow(session, statement);
    ledger.step(session);
    ledger.livy.finish(ledger.livy.only(), 0, "secret");
    ledger.steps(session, 3);

    assertThat(statements.findOutput(ACME, Reach.all(), id).orElseThrow()).contains("secret");
    assertThat(statements.findOutput(GLOBEX, Reach.all(), id)).isEmpty();
  }
}
