package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Access;
import io.lakegate.backend.Backend;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session whose owner's own token opens its backend no longer. */
class SignInExpiryTest extends RepositoryTest {
  private Ledger ledger;
  private Function<UUID, Access> open;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    open = ledger.opening;
  }

  private void refusing(ErrorCode code) {
    ledger.opening =
        person -> {
          throw new LakegateException(code, "invalid_grant");
        };
    ledger.clock.passes(Duration.ofSeconds(6));
  }

  private void signsInAgain() {
    ledger.opening = open;
  }

  @Test
  void the_session_says_so_and_keeps_what_it_has() {
    UUID id = ledger.running();
    refusing(ErrorCode.BACKEND_SIGN_IN_EXPIRED);

    ledger.steps(id, 20);

    Session session = ledger.session(id);
    assertThat(session.getSignInExpiredSince()).isNotNull();
    assertThat(session.isEnded()).isFalse();
    assertThat(session.getMessage()).contains("sign in again", "invalid_grant");
    assertThat(ledger.statements.listUnended(ACME, id, 1))
        .extracting(Statement::getState)
        .containsExactly(StatementState.RUNNING);
  }

  @Test
  void a_statement_gets_its_result_once_the_owner_has_signed_in_again() {
    UUID id = ledger.running();
    UUID statement = ledger.statements.listUnended(ACME, id, 1).get(0).getId();
    refusing(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    ledger.steps(id, 10);
    ledger.livy.finish(ledger.livy.only(), 0, "2");
    signsInAgain();

    ledger.steps(id, 10);

    assertThat(ledger.statement(statement).getState()).isEqualTo(StatementState.AVAILABLE);
    assertThat(ledger.session(id).getSignInExpiredSince()).isNull();
  }

  @Test
  void a_statement_that_waits_is_neither_sent_nor_lost() {
    UUID id = ledger.ready();
    refusing(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    Statement statement = ledger.submit(id, "1+1");
    ledger.sendNow(id, statement);

    ledger.steps(id, 5);

    assertThat(ledger.session(id).getSignInExpiredSince()).isNotNull();
    assertThat(ledger.statement(statement.getId()).getState()).isEqualTo(StatementState.WAITING);
    assertThat(ledger.livy.submitted).isEmpty();
    signsInAgain();
    ledger.steps(id, 5);
    assertThat(ledger.livy.submitted).containsExactly("1+1");
  }

  @Test
  void after_half_a_day_the_session_is_given_up_and_its_possible_cost_is_said() {
    UUID id = ledger.running();
    UUID statement = ledger.statements.listUnended(ACME, id, 1).get(0).getId();
    refusing(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    ledger.step(id);
    ledger.clock.passes(SessionCheck.WITHOUT_SIGN_IN.minusMinutes(1));
    ledger.step(id);
    assertThat(ledger.session(id).isEnded()).isFalse();

    ledger.clock.passes(Duration.ofMinutes(2));
    ledger.steps(id, 3);

    Session session = ledger.session(id);
    assertThat(session.getEndCause()).isEqualTo(EndCause.SIGN_IN_EXPIRED);
    assertThat(session.getMessage()).contains("may cost");
    assertThat(ledger.statement(statement).getState()).isEqualTo(StatementState.LOST);
  }

  @Test
  void a_wish_to_stop_waits_for_the_sign_in() {
    UUID id = ledger.ready();
    ledger.sessions.update(
        ACME, id, session -> session.requestStop(EndCause.USER, ledger.clock.instant()));
    refusing(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    ledger.steps(id, 5);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.STOPPING);
    signsInAgain();

    ledger.steps(id, 5);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.USER);
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void a_launch_ends_at_once_having_sent_nothing() {
    UUID id = ledger.launch();
    refusing(ErrorCode.BACKEND_SIGN_IN_EXPIRED);

    ledger.step(id);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.SIGN_IN_EXPIRED);
    assertThat(ledger.session(id).getAttemptedAt()).isNull();
    assertThat(ledger.livy.calls).isEmpty();
  }

  @Test
  void a_launch_waits_for_a_provider_that_does_not_answer_just_now() {
    UUID id = ledger.launch();
    refusing(ErrorCode.BACKEND_TOKEN_LATER);
    ledger.steps(id, 3);
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.LAUNCHING);
    signsInAgain();

    ledger.steps(id, 2);

    assertThat(ledger.session(id).getRemoteId()).isNotNull();
  }

  @Test
  void a_provider_that_does_not_answer_is_not_an_expired_sign_in() {
    UUID id = ledger.running();
    refusing(ErrorCode.BACKEND_TOKEN_LATER);

    ledger.steps(id, 5);

    assertThat(ledger.session(id).getSignInExpiredSince()).isNull();
    assertThat(ledger.session(id).unreachableSince()).isNotNull();
  }

  @Test
  void the_backend_is_opened_for_the_owner_whoever_asked() {
    List<UUID> opened = new ArrayList<>();
    ledger.opening =
        person -> {
          opened.add(person);
          return open.apply(person);
        };
    UUID id = ledger.ready();
    Caller bob = new Caller(ACME, "acme", UUID.randomUUID(), "bob", Role.EDITORS);
    Statement statement = ledger.submitBy(bob, id, "1+1");
    ledger.sendNow(id, statement);
    ledger.clock.passes(Duration.ofSeconds(6));
    ledger.steps(id, 3);

    assertThat(ledger.livy.submitted).containsExactly("1+1");
    assertThat(opened).hasSizeGreaterThan(1).containsOnly(ledger.ada.personId());
    assertThat(statement.getSubmittedByName()).isEqualTo("bob");
    assertThat(statement.getRanAs()).isEqualTo("ada at the backend");
  }

  @Test
  void nobody_looks_at_a_whole_workspace_that_takes_only_peoples_own_tokens() {
    UUID id = ledger.ready();
    WorkspaceRadar radar = new WorkspaceRadar();
    radar.clock = ledger.clock;
    radar.workspaces =
        new WorkspaceService() {
          @Override
          public Optional<Backend> openForNobody(TenantId tenant, UUID workspace) {
            return Optional.empty();
          }
        };
    ledger.livy.calls.clear();

    radar.look(ACME, ledger.session(id).getWorkspaceId());

    assertThat(ledger.livy.calls).isEmpty();
  }
}
