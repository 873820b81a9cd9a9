package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Backend;
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
  private final List<Runnable> work = new ArrayList<>();
  private final List<UUID> woken = new ArrayList<>();
  private Ledger ledger;
  private WorkspaceRadar radar;
  private boolean ownTokensOnly;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    radar = new WorkspaceRadar();
    radar.radars = database.repository(WorkspaceRadarRepository.class);
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

          @Override
          void run(Runnable task) {
            work.add(task);
          }
        };
  }

  private UUID watched() {
    UUID id = ledger.ready();
    radar.radars.watch(ACME, workspace(id), ledger.clock.instant());
    ledger.livy.calls.clear();
    return id;
  }

  private UUID workspace(UUID session) {
    return ledger.session(session).getWorkspaceId();
  }

  private boolean isDueAfter(Duration time) {
    ledger.clock.passes(time);
    work.clear();
    radar.sweep();
    return !work.isEmpty();
  }

  @Test
  void a_due_workspace_is_handed_to_the_trackers_threads_once() {
    UUID id = watched();

    radar.sweep();
    radar.sweep();

    assertThat(work).hasSize(1);
    assertThat(ledger.livy.calls).isEmpty();
    ledger.clock.passes(Duration.ofSeconds(1));
    work.get(0).run();
    assertThat(ledger.livy.calls).containsExactly("list");
    assertThat(ledger.session(id).getCheckedAt()).isEqualTo(ledger.clock.instant());
  }

  @Test
  void who_took_a_workspace_and_never_came_back_holds_it_for_two_minutes() {
    watched();
    radar.sweep();

    assertThat(isDueAfter(Duration.ofMinutes(2))).isFalse();
    assertThat(isDueAfter(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void a_small_workspace_with_something_alive_is_looked_at_every_fifteen_seconds() {
    UUID id = watched();

    radar.look(ACME, workspace(id));

    assertThat(isDueAfter(Duration.ofMillis(14_999))).isFalse();
    assertThat(isDueAfter(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void one_with_nothing_of_ours_once_a_minute() {
    UUID id = watched();
    ledger.sessions.end(
        ACME, id, EndCause.USER, null, StatementState.CANCELLED, ledger.clock.instant());

    radar.look(ACME, workspace(id));

    assertThat(isDueAfter(Duration.ofMillis(59_999))).isFalse();
    assertThat(isDueAfter(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void one_that_only_peoples_own_tokens_open_is_not_asked_and_once_a_minute() {
    UUID id = watched();
    ownTokensOnly = true;

    radar.look(ACME, workspace(id));

    assertThat(ledger.livy.calls).isEmpty();
    assertThat(isDueAfter(Duration.ofMillis(59_999))).isFalse();
    assertThat(isDueAfter(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void a_hundred_sessions_are_one_page() {
    UUID id = watched();
    strangers(99);

    radar.look(ACME, workspace(id));

    assertThat(ledger.livy.calls).containsExactly("list");
    assertThat(isDueAfter(Duration.ofSeconds(15))).isTrue();
  }

  @Test
  void more_are_read_page_by_page_and_once_a_minute() {
    UUID id = watched();
    strangers(200);

    radar.look(ACME, workspace(id));

    assertThat(ledger.livy.calls).containsExactly("list", "list", "list");
    assertThat(isDueAfter(Duration.ofMillis(59_999))).isFalse();
    assertThat(isDueAfter(Duration.ofMillis(1))).isTrue();
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
