package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.output.Output;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.session.SessionChanges;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementView;
import io.lakegate.session.StoredSessions;
import jakarta.json.Json;
import java.util.ArrayList;
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
  private final List<UUID> told = new ArrayList<>();
  private StoredSessions stored;
  private HistoryService service;
  private UUID session;
  private Statement statement;

  @BeforeEach
  void start() {
    stored = new StoredSessions(database, ACME);
    service = new HistoryService();
    service.statements = stored.statements(audit);
    service.removals = database.repository(RemovalRepository.class);
    service.changes =
        new SessionChanges() {
          @Override
          public void changed(TenantId tenant, UUID changed) {
            told.add(changed);
          }
        };
    service.forms = TestForms.forms();
    service.audit = audit;
    service.clock = stored.clock;
    session = stored.ready();
    statement = stored.submit(session, CODE);
  }

  private void ended() {
    stored.end(statement, OUTPUT, Statement.Outcome.ERROR, "canary-in-the-message");
    stored.saveLog(session, "canary-in-the-log");
  }

  private Statement redact(String part) {
    return service.redact(ACME, ADMIN, statement.getId(), RedactionForm.of(part));
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
    assertThat(stored.output(statement)).contains("canary-in-the-result");
    assertThat(rows()).doesNotContain("canary-in-code");
  }

  @Test
  void leaves_a_marker_of_the_result_and_nothing_of_it() {
    ended();

    Statement redacted = redact("result");

    assertThat(Output.parse(stored.output(statement)).getParts().get(0).getText())
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

  /** The profile that the session was made from has the code as a startup statement. */
  private void keepInSnapshot(UUID session, String code) {
    database.run(
        entityManager ->
            entityManager
                .createNativeQuery("update session set profile_snapshot = ?1 where id = ?2")
                .setParameter(1, Json.createArrayBuilder().add(code).build().toString())
                .setParameter(2, session)
                .executeUpdate());
  }

  @Test
  void is_told_to_everybody_who_watches_the_session() {
    ended();

    redact("code");
    redact("result");

    assertThat(told).containsExactly(session, session);
  }

  @Test
  void of_a_startup_statement_reaches_what_its_session_was_made_from() {
    UUID launching = stored.launch(CODE);
    Statement startup = stored.statementsOf(launching).get(0);
    stored.end(startup, OUTPUT);
    keepInSnapshot(launching, CODE);

    service.redact(ACME, ADMIN, startup.getId(), RedactionForm.of("code"));

    assertThat(stored.session(launching).getProfileSnapshot())
        .contains("[code removed by ada")
        .doesNotContain("canary");
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

    assertThat(code(() -> service.redact(ACME, stored.ada, id, form)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.redact(GLOBEX, Callers.administrator(GLOBEX), id, form)))
        .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
    assertThat(stored.statement(id).getCode()).isEqualTo(CODE);
  }

  @Test
  void asks_which_part() {
    ended();

    assertThat(code(() -> redact("everything"))).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void who_ran_it_gets_the_original_from_the_api_and_others_do_not() {
    ended();
    Statement read = stored.statement(statement.getId());

    assertThat(StatementView.of(read, OUTPUT, stored.ada).toString())
        .contains("canary-in-code", "canary-in-the-result");
    assertThat(StatementView.of(read, OUTPUT, ADMIN).toString())
        .contains("••••••")
        .doesNotContain("canary-in-code", "canary-in-the-result");
  }

  @Test
  void pages_hide_it_from_everybody() {
    StatementItem item =
        new StatementItem(
            statement, OUTPUT, null, stored.session(session), true, stored.clock.instant());

    assertThat(item.getCode()).isEqualTo("connect(password = \"••••••\")");
    assertThat(item.getOutput().getParts().get(0).getText()).isEqualTo("Bearer ••••••");
  }
}
