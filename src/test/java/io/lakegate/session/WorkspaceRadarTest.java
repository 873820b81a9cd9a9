package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Backend;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.platform.database.InstallationRepository;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A look at a whole workspace: cheap for what is as it should be, careful with what is not ours.
 */
class WorkspaceRadarTest extends RepositoryTest {
  private final List<UUID> woken = new ArrayList<>();
  private final List<ErrorCode> replaced = new ArrayList<>();
  private Ledger ledger;
  private WorkspaceRadar radar;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    radar = new WorkspaceRadar();
    radar.sessions = ledger.sessions;
    radar.clock = ledger.clock;
    radar.installation =
        new InstallationRepository() {
          @Override
          public UUID id() {
            return UUID.fromString(Ledger.INSTALLATION);
          }
        };
    radar.workspaces =
        new WorkspaceService() {
          @Override
          public Optional<Backend> openForNobody(TenantId tenant, UUID id) {
            return Optional.of(ledger.open(null));
          }

          @Override
          public boolean replaceToken(
              TenantId tenant, UUID id, UUID person, Backend asked, LakegateException problem) {
            replaced.add(problem.code());
            return person == null;
          }
        };
    radar.tracker =
        new SessionTracker() {
          @Override
          void wake(TenantId tenant, UUID sessionId) {
            woken.add(sessionId);
          }
        };
  }

  private void look(UUID session) {
    ledger.livy.calls.clear();
    radar.look(ACME, ledger.session(session).getWorkspaceId());
  }

  /** With the list's ten pages a minute, a thousand of them cost a server 0.8 requests a second. */
  @Test
  void an_idle_session_is_kept_alive_by_two_requests_an_hour_of_its_own() {
    UUID id = ledger.ready();
    Instant inAnHour = ledger.clock.instant().plus(Duration.ofHours(1));
    ledger.sessions.update(ACME, id, session -> session.keepUntil(inAnHour));
    ledger.livy.calls.clear();

    for (int minute = 0; minute < 55; minute++) {
      ledger.clock.passes(Duration.ofMinutes(1));
      radar.look(ACME, ledger.session(id).getWorkspaceId());
      ledger.step(id);
    }

    assertThat(ledger.session(id).isReady()).isTrue();
    assertThat(ledger.livy.calls)
        .filteredOn(call -> !call.equals("list"))
        .containsExactly("connect", "connect");
  }

  @Test
  void a_token_that_the_server_does_not_take_is_not_kept_for_the_next_look() {
    UUID id = ledger.ready();
    ledger.livy.knowing(credential -> false);

    look(id);

    assertThat(replaced).containsExactly(ErrorCode.LIVY_UNAUTHORIZED);
    assertThat(woken).isEmpty();
  }

  @Test
  void an_idle_session_costs_one_list_request_and_counts_as_seen() {
    UUID id = ledger.ready();
    ledger.clock.passes(Duration.ofMinutes(3));

    look(id);

    assertThat(ledger.livy.calls).containsExactly("list");
    assertThat(ledger.session(id).getCheckedAt()).isEqualTo(ledger.clock.instant());
    assertThat(woken).isEmpty();
  }

  @Test
  void a_session_that_is_gone_is_looked_at_by_itself() {
    UUID id = ledger.ready();
    ledger.livy.restart();

    look(id);

    assertThat(woken).containsExactly(id);
    assertThat(ledger.session(id).getCheckedAt()).isNull();
    assertThat(ledger.session(id).isEnded()).isFalse();
  }

  @Test
  void a_session_whose_id_now_has_another_name_is_looked_at_by_itself() {
    UUID id = ledger.ready();
    ledger.livy.restart();
    ledger.livy.stranger("somebody-elses");

    look(id);

    assertThat(woken).containsExactly(id);
    assertThat(ledger.livy.calls).doesNotContain("delete");
  }

  @Test
  void a_session_that_has_ended_here_and_lives_there_is_deleted_after_a_second_look() {
    UUID id = ledger.ready();
    ledger.sessions.end(
        ACME, id, EndCause.START_FAILED, null, StatementState.LOST, ledger.clock.instant());

    look(id);

    assertThat(ledger.livy.calls).containsExactly("list", "find id", "delete");
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void between_the_two_looks_the_id_may_have_gone_to_somebody_else() {
    UUID id = ledger.ready();
    ledger.sessions.end(
        ACME, id, EndCause.START_FAILED, null, StatementState.LOST, ledger.clock.instant());
    ledger.talkWith(
        new FakeLivy() {
          @Override
          public Optional<LivySession> findSession(LivyEndpoint endpoint, String idOrName) {
            ledger.livy.only().name = "somebody-elses";
            return ledger.livy.findSession(endpoint, idOrName);
          }

          @Override
          public LivySessions listSessions(LivyEndpoint endpoint, int from, int size) {
            return ledger.livy.listSessions(endpoint, from, size);
          }

          @Override
          public boolean deleteSession(LivyEndpoint endpoint, String deleted) {
            return ledger.livy.deleteSession(endpoint, deleted);
          }
        });

    look(id);

    assertThat(ledger.livy.calls).doesNotContain("delete");
    assertThat(ledger.livy.sessions).hasSize(1);
  }

  @Test
  void strangers_sessions_are_left_alone() {
    UUID id = ledger.ready();
    ledger.livy.stranger("somebody-elses");
    ledger.livy.stranger(RemoteName.of("ffffffff-0000-4000-8000-000000000000", null, id));
    ledger.livy.stranger(RemoteName.of(Ledger.INSTALLATION, null, UUID.randomUUID()));
    ledger.livy.stranger(null);

    look(id);

    assertThat(ledger.livy.calls).containsExactly("list");
    assertThat(ledger.livy.sessions).hasSize(5);
  }

  @Test
  void a_session_of_another_tenant_is_not_touched_by_this_ones_radar() {
    UUID id = ledger.ready();
    UUID workspace = ledger.session(id).getWorkspaceId();
    ledger.sessions.end(
        ACME, id, EndCause.START_FAILED, null, StatementState.LOST, ledger.clock.instant());
    ledger.livy.calls.clear();

    radar.look(GLOBEX, workspace);

    assertThat(ledger.livy.calls).doesNotContain("delete");
    assertThat(ledger.livy.sessions).hasSize(1);
  }

  @Test
  void a_backend_out_of_reach_is_looked_at_again_later() {
    UUID id = ledger.ready();
    UUID workspace = ledger.session(id).getWorkspaceId();
    ledger.livy.faults.add(FakeLivy.Fault.UNREACHABLE);

    assertThat(radar.look(ACME, workspace)).isEqualTo(Duration.ofMinutes(1));

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.IDLE);
  }
}
