package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.ledger.TestLedger;
import io.lakegate.ledger.Tracker;
import io.lakegate.output.OutputCut;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person need not wait for ever for a statement that its backend does not answer for. */
class GiveUpTest extends RepositoryTest {
  private final RecordedAudit audit = new RecordedAudit();
  private Ledger ledger;
  private FaultyLivy livy;
  private StatementService service;
  private UUID session;
  private Statement statement;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    livy = new FaultyLivy(ledger.livy);
    ledger.talkWith(livy);
    session = ledger.running();
    statement = ledger.statements.listUnended(ACME, session, 1).get(0);
    service = new StatementService();
    service.repository = ledger.statements;
    service.sessions = ledger.sessions;
    service.shares = new SessionShareService();
    service.shares.repository = database.repository(SessionShareRepository.class);
    service.shares.sessions = ledger.sessions;
    Tracker stopped = ledger.tracker();
    TestLedger.stop(stopped);
    service.tracker = ledger.sessions(stopped);
    service.changes = new SessionChanges();
    service.audit = audit;
    service.clock = ledger.clock;
  }

  private Statement now() {
    return ledger.statement(statement.getId());
  }

  private Statement giveUp(Caller caller) {
    return service.giveUp(ACME, caller, session, statement.getId());
  }

  private ErrorCode refusal(Caller caller) {
    return catchThrowableOfType(LakegateException.class, () -> giveUp(caller)).code();
  }

  private void pass(Duration time) {
    Instant end = ledger.clock.instant().plus(time);
    while (ledger.clock.instant().isBefore(end)) {
      Duration rest = ledger.step(session);
      ledger.clock.passes(rest == null ? time : rest.plusMillis(1));
    }
  }

  private boolean isOffered() {
    return now().isGiveUpOffered(ledger.clock.instant());
  }

  @Test
  void is_offered_after_five_minutes_without_an_answer_and_said_on_the_page() {
    livy.fail(FaultyLivy.Call.STATEMENT, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(4));
    assertThat(refusal(ledger.ada)).isEqualTo(ErrorCode.GIVE_UP_TOO_EARLY);
    assertThat(isOffered()).isFalse();
    int before = now().getVersion();

    pass(Duration.ofMinutes(2));

    assertThat(isOffered()).isTrue();
    assertThat(now().getMessage()).endsWith("You can give up on it.");
    assertThat(now().getVersion()).isGreaterThan(before);
  }

  @Test
  void ends_it_as_lost_with_who_did_so_and_lets_the_next_one_go() {
    Statement next = ledger.submit(session, "2+2");
    livy.fail(FaultyLivy.Call.STATEMENT, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(6));

    Statement given = giveUp(ledger.ada);

    assertThat(given.getState()).isEqualTo(StatementState.LOST);
    assertThat(now().getMessage()).contains("ada gave it up", "may still run");
    assertThat(audit.actions()).contains(AuditAction.GIVE_UP_STATEMENT);
    assertThat(refusal(ledger.ada)).isEqualTo(ErrorCode.STATEMENT_FINISHED);
    ledger.livy.queueing = true;
    livy.heal();
    pass(Duration.ofSeconds(5));
    assertThat(ledger.livy.submitted).contains("2+2");
    assertThat(ledger.statement(next.getId()).getState()).isEqualTo(StatementState.WAITING);
  }

  @Test
  void is_not_offered_once_the_backend_answers_again() {
    livy.fail(FaultyLivy.Call.STATEMENT, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(6));
    livy.heal();
    pass(Duration.ofSeconds(20));

    assertThat(refusal(ledger.ada)).isEqualTo(ErrorCode.GIVE_UP_TOO_EARLY);
  }

  @Test
  void is_offered_of_code_that_does_not_heed_a_cancel_and_of_what_stays_in_doubt() {
    ledger.statements.update(
        ACME, statement.getId(), found -> found.requestCancel(ledger.clock.instant()));
    ledger.livy.only().state = "busy";
    pass(Duration.ofMinutes(6));
    assertThat(isOffered()).isTrue();
    assertThat(now().getMessage()).endsWith("You can give up on it.");
    giveUp(ledger.ada);

    livy.fail(FaultyLivy.Call.SUBMIT, LivyProblems::noAnswer, false, 1);
    statement = ledger.submit(session, "in doubt");
    ledger.sendNow(session, statement);
    ledger.step(session);
    livy.fail(FaultyLivy.Call.SESSION, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(6));
    assertThat(isOffered()).isTrue();
    assertThat(giveUp(ledger.ada).getState()).isEqualTo(StatementState.LOST);
  }

  @Test
  void is_for_those_who_may_cancel() {
    livy.fail(FaultyLivy.Call.STATEMENT, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(6));
    Caller eve = new Caller(ACME, "acme", UUID.randomUUID(), "eve", Role.EDITORS);
    Caller foreign = new Caller(GLOBEX, "globex", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);

    assertThat(refusal(eve)).isEqualTo(ErrorCode.SESSION_NOT_YOURS);
    assertThat(
            catchThrowableOfType(
                    LakegateException.class,
                    () -> service.giveUp(GLOBEX, foreign, session, statement.getId()))
                .code())
        .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
    assertThat(now().getState()).isEqualTo(StatementState.RUNNING);
  }

  @Test
  void stands_whatever_its_node_learns_afterwards() {
    livy.fail(
        FaultyLivy.Call.STATEMENT,
        () -> {
          if (isOffered()) {
            giveUp(ledger.ada);
          }
          return LivyProblems.noAnswer();
        });

    pass(Duration.ofMinutes(6));

    assertThat(now().getState()).isEqualTo(StatementState.LOST);
    assertThat(now().getMessage()).contains("ada gave it up");
  }

  @Test
  void keeps_no_result_that_comes_later() {
    livy.fail(FaultyLivy.Call.STATEMENT, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(6));
    giveUp(ledger.ada);

    ledger.statements.complete(
        ACME,
        statement.getId(),
        new OutputCut("{}", null, 0),
        ledger.clock.instant(),
        found -> found.end(StatementState.AVAILABLE, null, null, ledger.clock.instant()));

    assertThat(now().getState()).isEqualTo(StatementState.LOST);
    assertThat(now().hasOutput()).isFalse();
  }
}
