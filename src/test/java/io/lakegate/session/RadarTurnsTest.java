package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Backend;
import io.lakegate.ledger.Node;
import io.lakegate.ledger.ObservedLedger;
import io.lakegate.ledger.WorkKey;
import io.lakegate.platform.database.InstallationRepository;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which workspaces the radar looks at, how soon again, and how far. */
class RadarTurnsTest extends RepositoryTest {
  private final List<UUID> woken = new ArrayList<>();
  private Ledger ledger;
  private WorkspaceRadar radar;
  private boolean ownTokensOnly;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    radar = new WorkspaceRadar();
    radar.leases = ledger.work.leases();
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
            return ownTokensOnly ? Optional.empty() : Optional.of(ledger.open(null));
          }

          @Override
          public boolean replaceToken(
              TenantId tenant, UUID id, UUID person, Backend asked, LakegateException problem) {
            return false;
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

  private UUID watched() {
    UUID id = ledger.ready();
    radar.watch(ACME, workspace(id));
    ledger.livy.calls.clear();
    return id;
  }

  private UUID workspace(UUID session) {
    return ledger.session(session).getWorkspaceId();
  }

  @Test
  void a_workspace_is_due_from_its_first_launch_on_and_known_once() {
    UUID id = watched();
    radar.watch(ACME, workspace(id));

    assertThat(ledger.work.claimDue("n", List.of("workspace")))
        .containsExactly(new WorkKey(ACME, "workspace", workspace(id)));
  }

  @Test
  void a_due_workspace_is_looked_at_by_one_node_and_then_let_go_of_until_it_is_due_again()
      throws Exception {
    UUID id = watched();
    WorkKey key = new WorkKey(ACME, "workspace", workspace(id));
    try (ObservedLedger observed = new ObservedLedger(ledger.clock)) {
      observed.tracker.register(radar);

      observed.tracker.wake(key);

      assertThat(ObservedLedger.next(observed.releases))
          .isEqualTo(
              new ObservedLedger.Release(
                  key, Node.ID, ledger.clock.instant().plus(Duration.ofSeconds(15))));
      assertThat(observed.claims).extracting(ObservedLedger.Claim::key).containsExactly(key);
    }
    assertThat(ledger.livy.calls).containsExactly("list");
  }

  @Test
  void a_small_workspace_with_something_alive_is_looked_at_every_fifteen_seconds() {
    UUID id = watched();

    assertThat(radar.look(ACME, workspace(id))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void one_with_nothing_of_ours_once_a_minute() {
    UUID id = watched();
    ledger.sessions.end(
        ACME, id, EndCause.USER, null, StatementState.CANCELLED, ledger.clock.instant());

    assertThat(radar.look(ACME, workspace(id))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void one_that_only_peoples_own_tokens_open_is_not_asked_and_once_a_minute() {
    UUID id = watched();
    ownTokensOnly = true;

    assertThat(radar.look(ACME, workspace(id))).isEqualTo(Duration.ofMinutes(1));
    assertThat(ledger.livy.calls).isEmpty();
  }

  @Test
  void a_hundred_sessions_are_one_page() {
    UUID id = watched();
    strangers(99);

    assertThat(radar.look(ACME, workspace(id))).isEqualTo(Duration.ofSeconds(15));
    assertThat(ledger.livy.calls).containsExactly("list");
  }

  @Test
  void more_are_read_page_by_page_and_once_a_minute() {
    UUID id = watched();
    strangers(200);

    assertThat(radar.look(ACME, workspace(id))).isEqualTo(Duration.ofMinutes(1));
    assertThat(ledger.livy.calls).containsExactly("list", "list", "list");
  }

  private void strangers(int number) {
    for (int i = 0; i < number; i++) {
      ledger.livy.stranger("somebody-elses-" + i);
    }
  }

  @Test
  void what_does_not_rest_looks_after_itself() {
    UUID id = ledger.running();
    ledger.livy.restart();

    radar.look(ACME, workspace(id));

    assertThat(woken).isEmpty();
    assertThat(ledger.session(id).getCheckedAt()).isNotNull();
  }

  @Test
  void what_is_busy_there_and_should_rest_is_looked_at_by_itself() {
    UUID id = ledger.ready();
    ledger.livy.only().state = "busy";

    radar.look(ACME, workspace(id));

    assertThat(woken).containsExactly(id);
    assertThat(ledger.session(id).getCheckedAt()).isNull();
  }

  @Test
  void what_has_ended_there_too_is_not_deleted_again() {
    UUID id = ledger.ready();
    ledger.sessions.end(
        ACME, id, EndCause.USER, null, StatementState.CANCELLED, ledger.clock.instant());
    ledger.livy.only().state = "dead";
    ledger.livy.calls.clear();

    radar.look(ACME, workspace(id));

    assertThat(ledger.livy.calls).containsExactly("list");
  }
}
