package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.security.Role;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void a_waiting_statement_says_by_its_number_behind_which_one_it_waits() throws Exception {
    Statement first = ledger.submit(session, "1");
    Statement second = ledger.submit(session, "2");
    StatementItem waiting =
        new StatementItem(
            second, null, first, ledger.session(session), true, ledger.clock.instant());
    String page =
        Files.readString(Path.of("src/main/webapp/WEB-INF/includes/console-statement.xhtml"));
    Matcher shown =
        Pattern.compile("text\\['console.behind'\\]} #\\{item\\.(\\w+)}\\.").matcher(page);

    assertThat(shown.find()).isTrue();
    assertThat(read(waiting, shown.group(1))).isEqualTo(first.getNumber());
    assertThat(waiting.isBehindAnother()).isTrue();
  }

  /** As an expression of a page does. */
  private static Object read(StatementItem item, String property) throws Exception {
    for (PropertyDescriptor each :
        Introspector.getBeanInfo(StatementItem.class).getPropertyDescriptors()) {
      if (each.getName().equals(property)) {
        return each.getReadMethod().invoke(item);
      }
    }
    throw new NoSuchFieldException(property);
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

  @Test
  void a_statement_says_behind_which_one_it_waits() {
    Statement first = ledger.submit(session, "first");
    Statement second = ledger.submit(session, "second");

    StatementItem item =
        new StatementItem(
            second, null, first, ledger.session(session), true, ledger.clock.instant());

    assertThat(item.isBehindAnother()).isTrue();
    assertThat(item.getPresentNumber()).isEqualTo(first.getNumber());
    assertThat(item.isBeforeReady()).isFalse();
  }

  @Test
  void phases_say_how_long_each_took_and_which_lasts() {
    ledger.clock.passes(Duration.ofSeconds(90));

    SessionFacts facts =
        new SessionFacts(ledger.session(session), ledger.ada, Optional.empty(), List.of());

    assertThat(facts.getPhases())
        .extracting(SessionFacts.Phase::state)
        .containsExactly("done", "done", "now");
  }

  @Test
  void a_busy_session_has_no_idle_end_to_count_down_to() {
    assertThat(new SessionRow(ledger.session(session), ledger.ada).isCountingDown()).isTrue();

    Statement statement = ledger.submit(session, "1");
    ledger.statements.accepted(ACME, statement.getId(), "0", true, ledger.clock.instant());

    assertThat(new SessionRow(ledger.session(session), ledger.ada).isCountingDown()).isFalse();
  }

  @Test
  void only_its_owner_uses_a_session_and_administrators_may_stop_it() {
    Session of = ledger.session(session);
    Caller editor = new Caller(ACME, "acme", UUID.randomUUID(), "bob", Role.EDITORS);
    Caller administrator = new Caller(ACME, "acme", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);

    assertThat(new SessionRow(of, ledger.ada).isUsable()).isTrue();
    assertThat(new SessionRow(of, editor).isUsable()).isFalse();
    assertThat(new SessionRow(of, editor).isStoppable()).isFalse();
    assertThat(new SessionRow(of, administrator).isUsable()).isFalse();
    assertThat(new SessionRow(of, administrator).isStoppable()).isTrue();
  }
}
