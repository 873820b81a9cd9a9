package io.lakegate.session;

import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.lakegate.audit.AuditAction;
import io.lakegate.ledger.Limits;
import io.lakegate.ledger.WorkKey;
import io.lakegate.person.People;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.sessionprofile.SessionOverrides;
import io.lakegate.sessionprofile.SessionProfile;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may launch, read, keep and stop sessions, and what each of it leaves behind. */
class SessionServiceTest extends RepositoryTest {
  private Services services;
  private SessionService service;
  private Caller ada;

  @BeforeEach
  void start() {
    services = new Services(database, ACME);
    service = services.sessions;
    ada = services.ledger.ada;
  }

  private Caller somebody(Role role) {
    return new Caller(ACME, "acme", UUID.randomUUID(), "else", role);
  }

  private Caller elsewhere(Role role) {
    Rights rights = Rights.none().with(role, UUID.randomUUID());
    return new Caller(ACME, "acme", UUID.randomUUID(), "away", rights);
  }

  private static Caller theirs() {
    return new Caller(GLOBEX, "globex", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call).code();
  }

  private LaunchForm form() {
    return services.form();
  }

  private Session launch() {
    return service.launch(ACME, ada, form(), null);
  }

  private Session now(Session session) {
    return services.ledger.session(session.getId());
  }

  @Nested
  class A_launch {
    @Test
    void is_stored_and_handed_to_the_tracker_with_its_lease() {
      LaunchForm form = form();
      form.setName("mine");

      Session session = service.launch(ACME, ada, form, null);

      Session stored = now(session);
      assertThat(stored.getState()).isEqualTo(SessionState.LAUNCHING);
      assertThat(stored.getName()).isEqualTo("mine");
      assertThat(stored.getWorkspaceId()).isEqualTo(services.workspace.getId());
      assertThat(stored.getWorkspaceName()).isEqualTo("cluster");
      assertThat(stored.getProfileId()).isEqualTo(services.profile.getId());
      assertThat(stored.getProfileName()).isEqualTo("etl");
      assertThat(stored.getProfileSnapshot()).isEqualTo("{\"name\":\"etl\"}");
      assertThat(stored.getOwnerId()).isEqualTo(ada.personId());
      assertThat(stored.getRunsAs()).isEqualTo("proxy-of-ada");
      assertThat(stored.getLaunchRequest()).contains("\"proxyUser\":\"proxy-of-ada\"");
      assertThat(stored.getRemoteName()).contains("-nightly-");
      assertThat(services.launched).containsExactly(session.getId());
      assertThat(services.leasedUntil)
          .isEqualTo(services.ledger.clock.instant().plus(Limits.LEASE));
      assertThat(services.ledger.livy.calls).isEmpty();
    }

    @Test
    void stores_the_startup_statements_of_its_profile_as_its_first() {
      services.profile =
          aSessionProfile()
              .on(services.workspace.getId())
              .but(profile -> profile.setStartupStatements(List.of("import a", "import b")))
              .of(ACME);

      Session session = launch();

      assertThat(services.ledger.statements.listUnended(ACME, session.getId(), 9))
          .extracting(Statement::getCode, Statement::isStartup)
          .containsExactly(tuple("import a", true), tuple("import b", true));
    }

    @Test
    void is_in_the_audit_trail_with_its_profile() {
      Session session = launch();

      assertThat(services.audit.actions()).containsExactly(AuditAction.LAUNCH_SESSION);
      assertThat(services.audit.last().actor()).isEqualTo("ada");
      assertThat(services.audit.last().after()).contains("etl", "pyspark");
      assertThat(services.audit.last().entry().workspaceId()).isEqualTo(session.getWorkspaceId());
    }

    @Test
    void lets_its_workspace_be_looked_at() {
      Session session = launch();

      assertThat(services.ledger.work.claimDue("n", List.of("workspace")))
          .extracting(WorkKey::id)
          .containsExactly(session.getWorkspaceId());
    }

    @Test
    void needs_an_editor() {
      Caller viewer = somebody(Role.VIEWERS);

      assertThat(code(() -> service.launch(ACME, viewer, form(), null)))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(code(() -> service.launch(ACME, viewer, new LaunchForm(), null)))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(services.launched).isEmpty();
      assertThat(services.audit.actions()).isEmpty();
    }

    @Test
    void needs_an_editor_of_that_workspace() {
      Rights there =
          Rights.none()
              .with(Role.VIEWERS, services.workspace.getId())
              .with(Role.EDITORS, UUID.randomUUID());
      Caller caller = new Caller(ACME, "acme", UUID.randomUUID(), "away", there);

      assertThat(code(() -> service.launch(ACME, caller, form(), null)))
          .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void needs_a_profile_in_reach() {
      assertThat(code(() -> service.launch(ACME, ada, new LaunchForm(), null)))
          .isEqualTo(ErrorCode.INVALID);
      assertThat(code(() -> service.launch(ACME, elsewhere(Role.EDITORS), form(), null)))
          .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
      assertThat(code(() -> service.launch(GLOBEX, theirs(), form(), null)))
          .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
    }

    @Test
    void needs_a_valid_form() {
      LaunchForm form = form();
      form.setName("x".repeat(101));

      assertThat(code(() -> service.launch(ACME, ada, form, null))).isEqualTo(ErrorCode.INVALID);
      assertThat(services.launched).isEmpty();
    }

    @Test
    void takes_what_is_different_this_time() {
      LaunchForm form = form();
      SessionOverrides overrides = new SessionOverrides();
      overrides.setKind("sql");
      form.setOverrides(overrides);

      Session session = service.launch(ACME, ada, form, null);

      assertThat(services.asked).isSameAs(overrides);
      assertThat(session.getIdleTimeout()).isEqualTo(Duration.ofMinutes(7));
      assertThat(session.getMaxLifetime()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void on_fabric_is_for_later() {
      services.workspace = aFabricWorkspace().of(ACME);

      assertThat(code(() -> service.launch(ACME, ada, form(), null)))
          .isEqualTo(ErrorCode.LAUNCH_ON_FABRIC_LATER);
    }

    @Test
    void needs_a_workspace_that_is_open_to_the_person() {
      services.closed = new LakegateException(ErrorCode.BACKEND_SIGN_IN_MISSING);

      assertThat(code(() -> service.launch(ACME, ada, form(), null)))
          .isEqualTo(ErrorCode.BACKEND_SIGN_IN_MISSING);
      assertThat(services.launched).isEmpty();
    }

    @Test
    void beyond_the_quota_is_refused_and_nothing_is_handed_on() {
      for (int i = 0; i < 20; i++) {
        launch();
      }
      services.launched.clear();

      assertThat(code(SessionServiceTest.this::launch)).isEqualTo(ErrorCode.SESSION_QUOTA_REACHED);
      assertThat(services.launched).isEmpty();
      assertThat(services.audit.actions()).hasSize(20);
    }

    @Test
    void of_the_quota_counts_only_what_lives() {
      Session first = launch();
      for (int i = 1; i < 20; i++) {
        launch();
      }
      services.ledger.sessions.end(
          ACME,
          first.getId(),
          EndCause.USER,
          null,
          StatementState.LOST,
          services.ledger.clock.instant());

      assertThat(launch().getState()).isEqualTo(SessionState.LAUNCHING);
    }
  }

  @Nested
  class The_same_key {
    @Test
    void again_returns_the_first_launch() {
      Session first = service.launch(ACME, ada, form(), "k");
      Session second = service.launch(ACME, ada, form(), "k");

      assertThat(second.getId()).isEqualTo(first.getId());
      assertThat(services.launched).hasSize(1);
      assertThat(services.audit.actions()).hasSize(1);
    }

    @Test
    void for_something_else_is_refused() {
      service.launch(ACME, ada, form(), "k");
      LaunchForm other = form();
      other.setName("other");

      assertThat(code(() -> service.launch(ACME, ada, other, "k")))
          .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void of_somebody_else_is_another_key() {
      Session first = service.launch(ACME, ada, form(), "k");
      UUID bob = People.local(database, ACME, "bob", Role.EDITORS).getId();

      Session second =
          service.launch(ACME, new Caller(ACME, "acme", bob, "bob", Role.EDITORS), form(), "k");

      assertThat(second.getId()).isNotEqualTo(first.getId());
    }

    @Test
    void at_the_same_moment_returns_the_first_launch() {
      Session first = service.launch(ACME, ada, form(), "k");
      service.idempotencyKeys = new BlindOnce(service.idempotencyKeys);

      Session second = service.launch(ACME, ada, form(), "k");

      assertThat(second.getId()).isEqualTo(first.getId());
      assertThat(services.launched).hasSize(1);
    }

    @Test
    void does_not_hide_another_failure_of_the_database() {
      services.failing = new PersistenceException("for the test");

      assertThatThrownBy(() -> service.launch(ACME, ada, form(), "k")).isSameAs(services.failing);
    }
  }

  /** Does not see the key when it is looked for first: as when the other one commits just then. */
  static final class BlindOnce extends IdempotencyKeyRepository {
    private final IdempotencyKeyRepository keys;
    private boolean looked;

    BlindOnce(IdempotencyKeyRepository keys) {
      this.keys = keys;
    }

    @Override
    public Optional<UUID> find(TenantId tenant, IdempotencyKey key) {
      boolean first = !looked;
      looked = true;
      return first ? Optional.empty() : keys.find(tenant, key);
    }
  }

  @Nested
  class Reading {
    @Test
    void is_for_who_reaches_the_workspace() {
      Session session = launch();

      assertThat(service.get(ACME, somebody(Role.VIEWERS), session.getId())).isEqualTo(session);
      assertThat(code(() -> service.get(ACME, elsewhere(Role.VIEWERS), session.getId())))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
      assertThat(code(() -> service.get(GLOBEX, theirs(), session.getId())))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
      assertThat(code(() -> service.get(ACME, ada, UUID.randomUUID())))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void is_not_for_operators() {
      Session session = launch();
      Caller operator = somebody(Role.OPERATORS);

      assertThat(code(() -> service.get(ACME, operator, session.getId())))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(code(() -> service.list(ACME, operator, SessionFilter.any(), null, 9)))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(service.listOwnLive(ACME, operator)).isEmpty();
    }

    @Test
    void a_list_shows_what_is_in_reach() {
      Session session = launch();

      assertThat(service.list(ACME, somebody(Role.VIEWERS), SessionFilter.any(), null, 9))
          .containsExactly(session);
      assertThat(service.list(ACME, elsewhere(Role.VIEWERS), SessionFilter.any(), null, 9))
          .isEmpty();
      assertThat(service.list(GLOBEX, theirs(), SessionFilter.any(), null, 9)).isEmpty();
    }

    @Test
    void ones_own_live_ones_are_neither_others_nor_ended() {
      Session own = launch();
      Session ended = launch();
      service.launch(ACME, somebody(Role.EDITORS), form(), null);
      services.ledger.sessions.end(
          ACME,
          ended.getId(),
          EndCause.USER,
          null,
          StatementState.LOST,
          services.ledger.clock.instant());

      assertThat(service.listOwnLive(ACME, ada)).containsExactly(own);
    }

    @Test
    void anothers_results_is_recorded_and_ones_own_is_not() {
      Session session = launch();
      services.audit.recorded().clear();

      service.recordView(ACME, ada, session);
      assertThat(services.audit.actions()).isEmpty();
      service.recordView(ACME, somebody(Role.VIEWERS), session);

      assertThat(services.audit.actions()).containsExactly(AuditAction.VIEW_SESSION);
      assertThat(services.audit.last().actor()).isEqualTo("else");
    }
  }

  @Nested
  class Stopping {
    @Test
    void stores_the_wish_and_wakes_the_tracker() {
      Session session = launch();
      services.audit.recorded().clear();

      Session stopping = service.stop(ACME, ada, session.getId());

      assertThat(stopping.getState()).isEqualTo(SessionState.STOPPING);
      assertThat(now(session).stopCause()).hasValue(EndCause.USER);
      assertThat(now(session).getStopRequestedAt()).isEqualTo(services.ledger.clock.instant());
      assertThat(services.woken).containsExactly(session.getId());
      assertThat(services.told).contains(session.getId());
      assertThat(services.audit.actions()).containsExactly(AuditAction.STOP_SESSION);
    }

    @Test
    void again_changes_and_records_nothing_and_still_wakes_the_tracker() {
      Session session = launch();
      service.stop(ACME, ada, session.getId());
      services.audit.recorded().clear();
      services.woken.clear();
      services.ledger.clock.passes(Duration.ofMinutes(1));

      Session stopping = service.stop(ACME, ada, session.getId());

      assertThat(stopping.getStopRequestedAt()).isEqualTo(LedgerRows.NOW);
      assertThat(services.audit.actions()).isEmpty();
      assertThat(services.woken).containsExactly(session.getId());
    }

    @Test
    void after_the_end_changes_and_records_nothing() {
      Session session = launch();
      services.end(session);
      services.audit.recorded().clear();

      assertThat(service.stop(ACME, ada, session.getId()).isEnded()).isTrue();
      assertThat(now(session).getStopRequestedAt()).isNull();
      assertThat(services.audit.actions()).isEmpty();
    }

    @Test
    void anothers_needs_an_administrator() {
      Session session = launch();

      assertThat(code(() -> service.stop(ACME, somebody(Role.EDITORS), session.getId())))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(now(session).getStopRequestedAt()).isNull();

      service.stop(ACME, somebody(Role.ADMINISTRATORS), session.getId());

      assertThat(now(session).getState()).isEqualTo(SessionState.STOPPING);
    }

    @Test
    void ones_own_needs_an_editor_still() {
      Session session = launch();
      Caller demoted = new Caller(ACME, "acme", ada.personId(), "ada", Role.VIEWERS);

      assertThat(code(() -> service.stop(ACME, demoted, session.getId())))
          .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void what_is_not_there_or_out_of_reach_is_not_found() {
      Session session = launch();

      assertThat(code(() -> service.stop(ACME, elsewhere(Role.EDITORS), session.getId())))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
      assertThat(code(() -> service.stop(GLOBEX, theirs(), session.getId())))
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }
  }

  @Nested
  class Keeping {
    @Test
    void puts_the_end_off_by_half_an_hour_and_wakes_the_tracker() {
      Session session = launch();
      services.ready(session);
      services.ledger.clock.passes(LedgerRows.IDLE.minusMinutes(1));
      services.audit.recorded().clear();

      Session kept = service.keep(ACME, ada, session.getId());

      assertThat(kept.getIdleDeadline())
          .isEqualTo(services.ledger.clock.instant().plus(SessionService.KEEP));
      assertThat(services.woken).containsExactly(session.getId());
      assertThat(services.told).contains(session.getId());
      assertThat(services.audit.actions()).containsExactly(AuditAction.KEEP_SESSION);
    }

    @Test
    void is_for_who_may_use_the_session() {
      Session session = launch();

      assertThat(code(() -> service.keep(ACME, somebody(Role.EDITORS), session.getId())))
          .isEqualTo(ErrorCode.SESSION_NOT_YOURS);
      assertThat(code(() -> service.keep(ACME, somebody(Role.VIEWERS), session.getId())))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(services.woken).isEmpty();
    }

    @Test
    void is_too_late_after_the_end() {
      Session session = launch();
      services.end(session);

      assertThat(code(() -> service.keep(ACME, ada, session.getId())))
          .isEqualTo(ErrorCode.SESSION_ENDED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"EDITORS", "ADMINISTRATORS"})
  void a_profile_of_another_tenant_is_not_launched_by_anybody(Role role) {
    SessionProfile theirs = aSessionProfile().on(aLivyServer().of(GLOBEX).getId()).of(GLOBEX);
    LaunchForm form = form();
    form.setProfileId(theirs.getId());

    assertThat(code(() -> service.launch(ACME, somebody(role), form, null)))
        .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
  }
}
