package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceRadarRepositoryTest extends RepositoryTest {
  private final UUID workspace = UUID.randomUUID();
  private final Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private final Instant later = now.plus(Duration.ofMinutes(2));
  private WorkspaceRadarRepository radars;

  @BeforeEach
  void start() {
    radars = database.repository(WorkspaceRadarRepository.class);
  }

  @Test
  void a_workspace_is_watched_once_however_often_it_is_asked_for() {
    radars.watch(ACME, workspace, now);
    radars.watch(ACME, workspace, now);

    assertThat(radars.claimDue("a", now, later, 10))
        .containsExactly(new WorkspaceRadarRepository.Due(ACME, workspace));
  }

  @Test
  void a_workspace_is_one_nodes_until_its_lease_runs_out() {
    radars.watch(ACME, workspace, now);
    radars.claimDue("a", now, later, 10);

    assertThat(radars.claimDue("b", now, later, 10)).isEmpty();
    assertThat(radars.claimDue("b", later.plusSeconds(1), later.plusSeconds(60), 10)).hasSize(1);
  }

  @Test
  void a_workspace_that_was_looked_at_rests() {
    radars.watch(ACME, workspace, now);
    radars.claimDue("a", now, later, 10);
    radars.release(ACME, workspace, now.plusSeconds(15));

    assertThat(radars.claimDue("a", now.plusSeconds(14), later, 10)).isEmpty();
    assertThat(radars.claimDue("a", now.plusSeconds(15), later, 10)).hasSize(1);
  }

  @Test
  void another_tenant_does_not_release_a_workspace() {
    radars.watch(ACME, workspace, now);
    radars.claimDue("a", now, later, 10);

    radars.release(GLOBEX, workspace, now);

    assertThat(radars.claimDue("b", now, later, 10)).isEmpty();
  }
}
