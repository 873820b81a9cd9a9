package io.lakegate.fabricitem;

import static io.lakegate.fabricitem.FabricItemBuilder.anEnvironment;
import static io.lakegate.platform.form.TestForms.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.audit.AuditAction;
import io.lakegate.platform.problem.ErrorCode;
import org.junit.jupiter.api.Test;

class FabricItemKindTest {
  @Test
  void a_lakehouse_is_called_one_everywhere() {
    FabricItemKind<Lakehouse, LakehouseForm> kind = FabricItemKind.LAKEHOUSE;

    assertThat(kind.word()).isEqualTo("lakehouse");
    assertThat(kind.address()).isEqualTo("lakehouses");
    assertThat(kind.refusals())
        .isEqualTo(
            new FabricItemKind.Refusals(
                ErrorCode.LAKEHOUSE_NOT_FOUND,
                ErrorCode.LAKEHOUSE_NAME_TAKEN,
                ErrorCode.LAKEHOUSE_IN_USE));
    assertThat(kind.actions())
        .isEqualTo(
            new FabricItemKind.Actions(
                AuditAction.CREATE_LAKEHOUSE,
                AuditAction.UPDATE_LAKEHOUSE,
                AuditAction.DELETE_LAKEHOUSE));
  }

  @Test
  void an_environment_is_called_one_everywhere() {
    FabricItemKind<Environment, EnvironmentForm> kind = FabricItemKind.ENVIRONMENT;

    assertThat(kind.word()).isEqualTo("environment");
    assertThat(kind.address()).isEqualTo("environments");
    assertThat(kind.refusals())
        .isEqualTo(
            new FabricItemKind.Refusals(
                ErrorCode.ENVIRONMENT_NOT_FOUND,
                ErrorCode.ENVIRONMENT_NAME_TAKEN,
                ErrorCode.ENVIRONMENT_IN_USE));
    assertThat(kind.actions())
        .isEqualTo(
            new FabricItemKind.Actions(
                AuditAction.CREATE_ENVIRONMENT,
                AuditAction.UPDATE_ENVIRONMENT,
                AuditAction.DELETE_ENVIRONMENT));
  }

  @Test
  void both_ask_for_workspace_name_and_id() {
    assertThat(problems(new LakehouseForm())).containsOnlyKeys("workspaceId", "name", "fabricId");
    assertThat(problems(new EnvironmentForm())).containsOnlyKeys("workspaceId", "name", "fabricId");
  }

  @Test
  void a_runtime_of_an_environment_is_a_line_of_text() {
    EnvironmentForm form = anEnvironment().form();
    form.setRuntime("1.3\n");

    assertThat(problems(form)).containsOnlyKeys("runtime");
  }
}
