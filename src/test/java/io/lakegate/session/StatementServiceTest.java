package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.output.OutputCut;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who may submit, cancel and read statements, and what each of it leaves behind. */
class StatementServiceTest extends RepositoryTest {
  private Services services;
  private StatementService service;
  private Caller ada;
  private UUID session;

  @BeforeEach
  void start() {
    services = new Services(database, ACME);
    service = services.statements;
    ada = services.ledger.ada;
    session = services.ledger.ready();
  }

  private Caller somebody(Role role) {
    return new Caller(ACME, "acme", UUID.randomUUID(), "else", role);
  }

  private Caller away() {
    Rights rights = Rights.none().with(Role.EDITORS, UUID.randomUUID());
    return new Caller(ACME, "acme", UUID.randomUUID(), "away", rights);
  }

  /** Reaches no more than the session's workspace. */
  private Caller near(Role role) {
    UUID workspace = services.ledger.session(session).getWorkspaceId();
    return new Caller(ACME, "acme", UUID.randomUUID(), "near", Rights.none().with(role, workspace));
  }

  private static Caller theirs() {
    return new Caller(GLOBEX, "globex", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call).code();
  }

  private static StatementForm form(String code) {
    StatementForm form = new StatementForm();
    form.setCode(code);
    return form;
  }

  private Statement submit(String code) {
    return service.submit(ACME, ada, session, form(code), null);
  }

  private Statement now(Statement statement) {
    return services.ledger.statement(statement.getId());
  }

  private void finish(Statement statement, StatementState state) {
    Instant now = services.ledger.clock.instant();
    services.ledger.statements.complete(
        ACME,
        statement.getId(),
        new OutputCut("{\"status\":\"ok\"}", null, 0),
        now,
        found -> found.end(state, null, null, now));
  }

  @Nested
  class Submitting {
    @Test
    void into_an_idle_session_is_sent_at_once() {
      Statement statement = submit("1+1");

      assertThat(now(statement).isSent()).isTrue();
      assertThat(now(statement).getKind()).isEqualTo("spark");
      assertThat(now(statement).getSubmittedByName()).isEqualTo("ada");
      assertThat(services.sent).containsExactly(statement.getId());
      assertThat(services.woken).isEmpty();
      assertThat(services.told).containsExactly(session);
      assertThat(services.audit.actions()).containsExactly(AuditAction.SUBMIT_STATEMENT);
      assertThat(services.audit.last().entry().workspaceId()).isEqualTo(statement.getWorkspaceId());
      assertThat(services.ledger.livy.submitted).isEmpty();
    }

    @Test
    void behind_another_waits_and_wakes_the_tracker() {
      submit("1+1");
      services.sent.clear();

      Statement second = submit("2+2");

      assertThat(now(second).getState()).isEqualTo(StatementState.WAITING);
      assertThat(now(second).isSent()).isFalse();
      assertThat(services.sent).isEmpty();
      assertThat(services.woken).containsExactly(session);
    }

    @Test
    void takes_the_kind_that_is_said() {
      StatementForm form = form("select 1");
      form.setKind("sql");

      assertThat(service.submit(ACME, ada, session, form, null).getKind()).isEqualTo("sql");
    }

    @Test
    void is_for_the_owner_and_whom_the_owner_lets() {
      Caller bob = somebody(Role.EDITORS);
      assertThat(code(() -> service.submit(ACME, bob, session, form("1"), null)))
          .isEqualTo(ErrorCode.SESSION_NOT_YOURS);
      assertThat(code(() -> service.submit(ACME, somebody(Role.VIEWERS), session, form("1"), null)))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(services.sent).isEmpty();
      assertThat(services.audit.actions()).isEmpty();
      SessionShareForm all = new SessionShareForm();
      all.setAllEditors(true);
      services.shares.share(ACME, ada, session, all);

      Statement statement = service.submit(ACME, bob, session, form("1"), null);

      assertThat(statement.getSubmittedBy()).isEqualTo(bob.personId());
      assertThat(statement.getRanAs()).isEqualTo("ada at the backend");
    }

    @Test
    void into_what_is_out_of_reach_finds_no_session() {
      assertThat(code(() -> service.submit(ACME, away(), session, form("1"), null)))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
      assertThat(code(() -> service.submit(GLOBEX, theirs(), session, form("1"), null)))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void needs_code() {
      assertThat(code(() -> submit(" "))).isEqualTo(ErrorCode.INVALID);
      assertThat(services.sent).isEmpty();
    }

    @Test
    void after_the_end_or_the_wish_to_stop_is_refused() {
      services.ledger.sessions.update(
          ACME, session, found -> found.requestStop(EndCause.USER, LedgerRows.NOW));
      assertThat(code(() -> submit("1"))).isEqualTo(ErrorCode.SESSION_ENDED);

      services.end(services.ledger.session(session));

      assertThat(code(() -> submit("1"))).isEqualTo(ErrorCode.SESSION_ENDED);
    }

    @Test
    void again_under_the_same_key_returns_the_first_one() {
      Statement first = service.submit(ACME, ada, session, form("1"), "k");
      Statement second = service.submit(ACME, ada, session, form("1"), "k");

      assertThat(second.getId()).isEqualTo(first.getId());
      assertThat(services.sent).hasSize(1);
      assertThat(code(() -> service.submit(ACME, ada, session, form("2"), "k")))
          .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void at_the_same_moment_under_the_same_key_returns_the_first_one() {
      Statement first = service.submit(ACME, ada, session, form("1"), "k");
      service.idempotencyKeys = new SessionServiceTest.BlindOnce(service.idempotencyKeys);

      assertThat(service.submit(ACME, ada, session, form("1"), "k").getId())
          .isEqualTo(first.getId());
      assertThat(services.sent).hasSize(1);
    }

    @Test
    void does_not_hide_another_failure_of_the_database() {
      PersistenceException failure = new PersistenceException("for the test");
      service.tracker =
          new SessionTracker() {
            @Override
            void send(TenantId tenant, UUID sessionId, Statement statement) {
              throw failure;
            }
          };

      assertThatThrownBy(() -> submit("1")).isSameAs(failure);
    }
  }

  @Nested
  class Cancelling {
    @Test
    void what_runs_asks_for_it_and_wakes_the_tracker() {
      Statement statement = submit("1");
      services.told.clear();

      Statement cancelled = service.cancel(ACME, ada, session, statement.getId());

      assertThat(cancelled.getState()).isEqualTo(StatementState.CANCELLING);
      assertThat(now(statement).cancelRequestedAt()).isEqualTo(services.ledger.clock.instant());
      assertThat(services.woken).containsExactly(session);
      assertThat(services.told).containsExactly(session);
      assertThat(services.audit.actions())
          .containsExactly(AuditAction.SUBMIT_STATEMENT, AuditAction.CANCEL_STATEMENT);
    }

    @Test
    void what_waits_ends_it_at_once() {
      submit("1");
      Statement waiting = submit("2");

      assertThat(service.cancel(ACME, ada, session, waiting.getId()).getState())
          .isEqualTo(StatementState.CANCELLED);
    }

    @Test
    void what_has_ended_is_too_late() {
      Statement statement = submit("1");
      finish(statement, StatementState.AVAILABLE);

      assertThat(code(() -> service.cancel(ACME, ada, session, statement.getId())))
          .isEqualTo(ErrorCode.STATEMENT_FINISHED);
    }

    @Test
    void is_for_who_may_use_the_session() {
      Statement statement = submit("1");

      assertThat(
              code(
                  () ->
                      service.cancel(
                          ACME, somebody(Role.ADMINISTRATORS), session, statement.getId())))
          .isEqualTo(ErrorCode.SESSION_NOT_YOURS);
      assertThat(code(() -> service.cancel(ACME, away(), session, statement.getId())))
          .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
      assertThat(code(() -> service.cancel(GLOBEX, theirs(), session, statement.getId())))
          .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
      assertThat(now(statement).cancelRequestedAt()).isNull();
    }

    @Test
    void is_of_a_statement_of_that_session() {
      Statement statement = submit("1");
      UUID other = services.ledger.launch();

      assertThat(code(() -> service.cancel(ACME, ada, other, statement.getId())))
          .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
    }
  }

  @Nested
  class Reading {
    @Test
    void a_statement_and_its_output_is_for_who_reaches_the_workspace() {
      Statement statement = submit("1");
      finish(statement, StatementState.AVAILABLE);
      UUID id = statement.getId();

      assertThat(service.get(ACME, near(Role.VIEWERS), id)).isEqualTo(statement);
      assertThat(service.findOutput(ACME, near(Role.VIEWERS), id)).isPresent();
      assertThat(service.findOutputs(ACME, near(Role.VIEWERS), List.of(id), 99))
          .containsOnlyKeys(id);
      assertThat(code(() -> service.get(ACME, away(), id)))
          .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
      assertThat(service.findOutput(ACME, away(), id)).isEmpty();
      assertThat(service.findOutputs(ACME, away(), List.of(id), 99)).isEmpty();
      assertThat(code(() -> service.get(GLOBEX, theirs(), id)))
          .isEqualTo(ErrorCode.STATEMENT_NOT_FOUND);
      assertThat(service.findOutput(GLOBEX, theirs(), id)).isEmpty();
    }

    @Test
    void is_not_for_operators() {
      Statement statement = submit("1");
      Caller operator = somebody(Role.OPERATORS);

      for (ThrowingCallable reading :
          List.<ThrowingCallable>of(
              () -> service.get(ACME, operator, statement.getId()),
              () -> service.findOutput(ACME, operator, statement.getId()),
              () -> service.findOutputs(ACME, operator, List.of(), 9),
              () -> service.findPresent(ACME, operator, session),
              () -> service.listUnfinished(ACME, operator, session),
              () -> service.list(ACME, operator, session, 0, 9),
              () -> service.listNewest(ACME, operator, session, 9, 9),
              () -> service.versions(ACME, operator, session, 9))) {
        assertThat(code(reading)).isEqualTo(ErrorCode.FORBIDDEN);
      }
    }

    @Test
    void a_session_that_is_out_of_reach_finds_none() {
      submit("1");

      for (ThrowingCallable reading :
          List.<ThrowingCallable>of(
              () -> service.findPresent(ACME, away(), session),
              () -> service.listUnfinished(ACME, away(), session),
              () -> service.list(ACME, away(), session, 0, 9),
              () -> service.listNewest(ACME, away(), session, 9, 9),
              () -> service.versions(ACME, away(), session, 9),
              () -> service.list(GLOBEX, theirs(), session, 0, 9),
              () -> service.listNewest(GLOBEX, theirs(), session, 9, 9))) {
        assertThat(code(reading)).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
      }
      assertThat(service.findPresent(GLOBEX, theirs(), session)).isEmpty();
      assertThat(service.listUnfinished(GLOBEX, theirs(), session)).isEmpty();
      assertThat(service.versions(GLOBEX, theirs(), session, 9)).isEmpty();
    }

    @Test
    void a_session_gives_its_statements_in_order() {
      Statement first = submit("1");
      Statement second = submit("2");
      Statement third = submit("3");

      assertThat(service.list(ACME, ada, session, 1, 9)).containsExactly(second, third);
      assertThat(service.listNewest(ACME, ada, session, 3, 9)).containsExactly(first, second);
      assertThat(service.findPresent(ACME, ada, session)).hasValue(first);
      assertThat(service.versions(ACME, near(Role.VIEWERS), session, 9)).hasSize(3);
    }

    @Test
    void what_ended_without_a_result_is_told_apart() {
      Statement lost = submit("1");
      finish(lost, StatementState.LOST);
      finish(submit("2"), StatementState.AVAILABLE);

      assertThat(service.listUnfinished(ACME, ada, session)).containsExactly(lost);
      assertThat(service.findPresent(ACME, ada, session)).isEmpty();
    }

    @Test
    void is_recorded_where_it_is_of_a_result() {
      Statement statement = submit("1");
      services.audit.recorded().clear();

      service.recordView(ACME, ada, statement);
      service.recordDownload(ACME, ada, statement, "csv");

      assertThat(services.audit.actions())
          .containsExactly(AuditAction.VIEW_RESULT, AuditAction.DOWNLOAD_RESULT);
      assertThat(services.audit.last().after()).contains("csv");
    }
  }

  private Statement inDoubtForFiveMinutes() {
    Statement statement = submit("1");
    services.ledger.statements.update(
        ACME,
        statement.getId(),
        found -> {
          found.sending(-1, services.ledger.clock.instant());
          found.ambiguous("No answer.", services.ledger.clock.instant());
        });
    services.ledger.clock.passes(Statement.GIVE_UP_AFTER);
    services.told.clear();
    services.woken.clear();
    return statement;
  }

  @Test
  void is_given_up_and_the_next_one_has_its_turn_and_everybody_who_watches_is_told() {
    Statement statement = inDoubtForFiveMinutes();

    Statement given = service.giveUp(ACME, ada, session, statement.getId());

    assertThat(given.getState()).isEqualTo(StatementState.LOST);
    assertThat(services.woken).containsExactly(session);
    assertThat(services.told).containsExactly(session);
  }

  @Test
  void is_not_given_up_when_its_result_came_before_its_row_was_locked() {
    Statement statement = inDoubtForFiveMinutes();
    service.sessions =
        new SessionRepository() {
          @Override
          Optional<Session> find(TenantId tenant, UUID id) {
            return services.ledger.sessions.find(tenant, id);
          }

          @Override
          Optional<Session> lock(TenantId tenant, UUID id) {
            finish(statement, StatementState.AVAILABLE);
            return Optional.empty();
          }
        };

    assertThat(code(() -> service.giveUp(ACME, ada, session, statement.getId())))
        .isEqualTo(ErrorCode.STATEMENT_FINISHED);

    assertThat(services.ledger.statement(statement.getId()).getState())
        .isEqualTo(StatementState.AVAILABLE);
    assertThat(services.woken).isEmpty();
  }
}
