package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.output.OutputCut;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Reach;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a console reads, and what it says of it. */
class ConsoleReadingTest extends RepositoryTest {
  private Ledger ledger;
  private UUID session;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    session = ledger.ready();
  }

  private Statement completed(String output) {
    Statement statement = ledger.submit(session, "1 + 1");
    OutputCut cut = new OutputCut(output, null, 0);
    return ledger
        .statements
        .complete(
            ACME,
            statement.getId(),
            cut,
            ledger.clock.instant(),
            done ->
                done.end(
                    StatementState.AVAILABLE, Statement.Outcome.OK, null, ledger.clock.instant()))
        .orElseThrow();
  }

  @Test
  void outputs_are_read_together_without_those_too_long_to_show() {
    Statement small = completed("{\"a\":1}");
    Statement large = completed("{\"a\":\"" + "x".repeat(100) + "\"}");

    assertThat(
            ledger
                .statements
                .findOutputs(ACME, Reach.all(), List.of(small.getId(), large.getId()), 50)
                .keySet())
        .containsExactly(small.getId());
  }

  @Test
  void another_tenants_outputs_are_not_found() {
    Statement statement = completed("{}");

    assertThat(ledger.statements.findOutputs(GLOBEX, Reach.all(), List.of(statement.getId()), 50))
        .isEmpty();
  }

  @Test
  void what_a_session_took_with_it_is_listed_but_not_what_a_person_cancelled() {
    Statement sent = ledger.submit(session, "sent");
    Statement waiting = ledger.submit(session, "waiting");
    Statement cancelled = ledger.submit(session, "cancelled");
    ledger.statements.update(
        ACME, cancelled.getId(), each -> each.requestCancel(ledger.clock.instant()));

    ledger.sessions.end(
        ACME, session, EndCause.BACKEND_LOST, "gone", StatementState.LOST, ledger.clock.instant());

    assertThat(ledger.statements.listWithoutResult(ACME, session, 10))
        .containsExactly(sent, waiting);
    assertThat(ledger.statements.listWithoutResult(GLOBEX, session, 10)).isEmpty();
  }
}
