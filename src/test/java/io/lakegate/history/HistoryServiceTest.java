package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.session.Statement;
import io.lakegate.session.StoredSessions;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryServiceTest extends RepositoryTest {
  private final RecordedAudit audit = new RecordedAudit();
  private final HistoryService service = new HistoryService();
  private StoredSessions stored;
  private Statement statement;

  @BeforeEach
  void start() {
    stored = new StoredSessions(database, ACME);
    service.repository = database.repository(HistoryRepository.class);
    service.audit = audit;
    statement = stored.submit(stored.ready(), "select 1");
  }

  private Caller caller(Rights rights) {
    return new Caller(ACME, "acme", UUID.randomUUID(), "somebody", rights);
  }

  private static StatementFilter text(String text) {
    return new StatementFilter(text, null, null, null, null, null, null, null, null, null);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call).code();
  }

  @Test
  void is_searched_by_three_characters_at_least() {
    StatementFilter two = text("se");
    StatementFilter three = text("sel");

    assertThat(code(() -> service.list(ACME, stored.ada, two, null, 9)))
        .isEqualTo(ErrorCode.INVALID);
    assertThat(code(() -> service.listRows(ACME, stored.ada, two, null, 9)))
        .isEqualTo(ErrorCode.INVALID);
    assertThat(service.list(ACME, stored.ada, three, null, 9)).containsExactly(statement);
  }

  @Test
  void shows_what_ran_in_the_workspaces_within_reach() {
    StatementFilter any = StatementFilter.any();
    Caller near = caller(Rights.none().with(Role.VIEWERS, statement.getWorkspaceId()));
    Caller away = caller(Rights.none().with(Role.EDITORS, UUID.randomUUID()));

    assertThat(service.list(ACME, near, any, null, 9)).containsExactly(statement);
    assertThat(service.listRows(ACME, near, any, null, 9)).hasSize(1);
    assertThat(service.list(ACME, away, any, null, 9)).isEmpty();
    assertThat(service.listRows(ACME, away, any, null, 9)).isEmpty();
  }

  @Test
  void shows_nothing_of_another_tenant() {
    Caller theirs = new Caller(GLOBEX, "globex", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);

    assertThat(service.list(GLOBEX, theirs, StatementFilter.any(), null, 9)).isEmpty();
    assertThat(service.listRows(GLOBEX, theirs, StatementFilter.any(), null, 9)).isEmpty();
  }

  @Test
  void is_not_for_operators() {
    Caller operator = caller(Rights.of(Role.OPERATORS));
    StatementFilter any = StatementFilter.any();

    assertThat(code(() -> service.list(ACME, operator, any, null, 9)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.listRows(ACME, operator, any, null, 9)))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void audits_its_exports_with_what_was_asked_for() {
    service.recordExport(ACME, stored.ada, Map.of("kind", "sql"));

    assertThat(audit.actions()).containsExactly(AuditAction.EXPORT_HISTORY);
    assertThat(audit.last().after()).contains("sql");
  }
}
