package io.lakegate.workspace;

import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.tenancy.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunnableKindsTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final RunnableKinds SANDBOX =
      new RunnableKinds("http://127.0.0.1:8998", List.of("sql", "spark"));

  @Test
  void the_sandbox_runs_only_what_is_installed_here() {
    Workspace sandbox = aLivyServer().at("http://127.0.0.1:8998/").of(ACME);

    assertThat(SANDBOX.canRun(sandbox, "sql")).isTrue();
    assertThat(SANDBOX.canRun(sandbox, "pyspark")).isFalse();
    assertThat(SANDBOX.canRun(sandbox, "sparkr")).isFalse();
  }

  @Test
  void of_other_workspaces_nothing_is_known_so_they_run_everything() {
    Workspace other = aLivyServer().at("http://livy.test:8998").of(ACME);

    assertThat(SANDBOX.canRun(other, "pyspark")).isTrue();
    assertThat(new RunnableKinds(null, List.of()).canRun(other, "sparkr")).isTrue();
    assertThat(new RunnableKinds("http://livy.test:8998", List.of()).isLimited()).isFalse();
  }
}
