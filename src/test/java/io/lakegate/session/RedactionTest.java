package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactionTest extends RepositoryTest {
  private static final Caller ADMIN = Callers.administrator(ACME);
  private static final String CODE = "connect(password = \"canary-in-code\")";
  private static final String OUTPUT =
      "{\"status\":\"ok\",\"data\":{\"text/plain\":\"Bearer canary-in-the-result\"}}";

  private final RecordedAudit audit = new RecordedAudit();
  private Ledger ledger;
  private StatementService service;
  private UUID session;
  private Statement statement;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    service = new StatementService();
    service.repository = ledger.statements;
    service.sessions = ledger.sessions;
    service.removals = database.repository(RemovalRepository.class);
    service.removals.sessions = ledger.sessions;
    service.changes = new SessionChanges();
    service.forms = TestForms.forms();
    service.audit = audit;
    service.clock = ledger.clock;
    session = ledger.ready();
    statement = ledger.submit(session, CODE);
  }

  private void ended() {
    ledger.statements.complete(
        ACME,
        statement.getId(),
        new OutputCut(OUTPUT, null, 0),
        ledger.clock.instant(),
        done ->
            done.end(
                StatementState.AVAILABLE,
                Statement.Outcome.ERROR,
                "canary-in-the-message",
                ledger.clock.instant()));
    ledger.sessions.saveLog(ACME, session, List.of("canary-in-the-log"), ledger.clock.instant());
  }

  private Statement redact(String part) {
    return service.redact(ACME, ADMIN, statement.getId(), RedactionForm.of(part));
  }

  private String stored() {
    return service.findOutput(ACME, ADMIN, statement.getId()).orElseThrow();
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call).code();
  }

  @Test
  void leaves_a_marker_of_the_code_and_nothing_of_it() {
    ended();

    Statement redacted = redact("code");

    assertThat(redacted.getCode()).isEqualTo("[code removed by ada, 2026-11-22 08:00 UTC]");
    assertThat(redacted.getFirstLine()).isEqualTo(redacted.getCode());
    assertThat(stored()).contains("canary-in-the-result");
    assertThat(rows()).doesNotContain("canary-in-code");
  }

  @Test
  void leaves_a_marker_of_the_result_and_nothing_of_it() {
    ended();

    Statement redacted = redact("result");

    assertThat(Output.parse(stored()).getParts().get(0).getText())
        .isEqualTo("[result removed by ada, 2026-11-22 08:00 UTC]");
    assertThat(redacted.getCode()).isEqualTo(CODE);
    assertThat(rows())
        .doesNotContain("canary-in-the-result", "canary-in-the-message", "canary-in-the-log");
  }

  /** All texts of the tables that hold what somebody ran. */
  private String rows() {
    return database.inTransaction(
        entityManager ->
            List.of(
                    "select code || first_line || coalesce(message, '') from statement",
                    "select output from statement_output",
                    "select lines from session_log",
                    "select profile_snapshot || launch_request from session")
                .stream()
                .flatMap(
                    sql ->
                        ((List<?>) entityManager.createNativeQuery(sql).getResultList()).stream())
                .map(RedactionTest::text)
                .toList()
                .toString());
  }

  private static String text(Object value) {
    try {
      return value instanceof java.sql.Clob clob
          ? clob.getSubString(1, (int) clob.length())
          : String.valueOf(value);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void says_who_did_it_and_never_what_it_was() {
    ended();

    redact("code");
    redact("result");

    assertThat(audit.actions()).containsExactly(AuditAction.REDACT_CODE, AuditAction.REDACT_RESULT);
    assertThat(audit.recorded().toString()).doesNotContain("canary");
  }

  @Test
  void waits_until_the_statement_has_ended() {
    assertThat(code(() -> redact("code"))).isEqualTo(ErrorCode.STATEMENT_NOT_ENDED);
  }

  @Test
  void is_for_administrators_of_the_tenant_only() {
    ended();
    RedactionForm form = RedactionForm.of("code");
    UUID id = statement.getId();

    assertThat(code(() -> service.redact(ACME, ledger.ada, id, form)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.redact(GLOBEX, Callers.administrator(GLOBEX), id, form)))
        .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
    assertThat(ledger.statement(id).getCode()).isEqualTo(CODE);
  }

  @Test
  void asks_which_part() {
    ended();

    assertThat(code(() -> redact("everything"))).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void who_ran_it_gets_the_original_from_the_api_and_others_do_not() {
    ended();
    Statement read = ledger.statement(statement.getId());

    assertThat(StatementView.of(read, OUTPUT, ledger.ada).toString())
        .contains("canary-in-code", "canary-in-the-result");
    assertThat(StatementView.of(read, OUTPUT, ADMIN).toString())
        .contains("••••••")
        .doesNotContain("canary-in-code", "canary-in-the-result");
  }

  @Test
  void pages_hide_it_from_everybody() {
    StatementItem item =
        new StatementItem(
            statement, OUTPUT, null, ledger.session(session), true, ledger.clock.instant());

    assertThat(item.getCode()).isEqualTo("connect(password = \"••••••\")");
    assertThat(item.getOutput().getParts().get(0).getText()).isEqualTo("Bearer ••••••");
  }
}
