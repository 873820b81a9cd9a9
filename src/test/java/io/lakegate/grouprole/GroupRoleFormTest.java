package io.lakegate.grouprole;

import static io.lakegate.grouprole.GroupRoleBuilder.aGroupRole;
import static io.lakegate.platform.form.TestForms.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.security.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupRoleFormTest {
  @Test
  void asks_for_group_name_and_role() {
    assertThat(problems(new GroupRoleForm())).containsOnlyKeys("groupId", "groupName", "role");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Viewers", "Editors", "Administrators"})
  void takes_every_role_inside_a_tenant(String role) {
    GroupRoleForm form = aGroupRole().form();
    form.setRole(role);

    assertThat(problems(form)).isEmpty();
    assertThat(form.parsedRole()).isEqualTo(Role.ofTitle(role).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Operators", "OPERATORS", "editors", "", "Owners"})
  void refuses_operators_and_what_is_no_role(String role) {
    GroupRoleForm form = aGroupRole().form();
    form.setRole(role);

    assertThat(problems(form))
        .isEqualTo(Map.of("role", "Choose Viewers, Editors or Administrators."));
  }

  @ParameterizedTest
  @ValueSource(strings = {" analysts", "analysts ", " ", "", "two\nlines"})
  void refuses_an_id_no_token_can_name(String groupId) {
    assertThat(problems(aGroupRole().group(groupId).form())).containsOnlyKeys("groupId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"analysts\u00A0", "\u3000analysts", "data\u00A0team", "data\u2007team"})
  void refuses_white_space_that_looks_like_none_or_like_a_space(String text) {
    assertThat(problems(aGroupRole().group(text).named(text).form()))
        .containsOnlyKeys("groupId", "groupName");
  }

  @Test
  void refuses_what_is_too_long() {
    String longest = "CN=ü,".repeat(200);
    assertThat(problems(aGroupRole().group(longest).named(longest).form())).isEmpty();

    String longer = longest + "x";
    assertThat(problems(aGroupRole().group(longer).named(longer).form()))
        .isEqualTo(
            Map.of(
                "groupId", "Use at most 1000 characters.",
                "groupName", "Use at most 1000 characters."));
  }

  @Test
  void takes_the_id_of_a_workspace_or_none() {
    GroupRoleForm form = aGroupRole().form();
    form.setWorkspaceId("sales");

    assertThat(problems(form)).containsOnlyKeys("workspaceId");
    form.setWorkspaceId("22222222-2222-4222-8222-222222222222");
    assertThat(problems(form)).isEmpty();
  }

  @Test
  void writes_a_guid_as_entra_does_and_leaves_other_ids_alone() {
    assertThat(aGroupRole().group("ABCDEFAB-ABCD-4ABC-8ABC-ABCDEFABCDEF").form().canonicalGroupId())
        .isEqualTo("abcdefab-abcd-4abc-8abc-abcdefabcdef");
    assertThat(aGroupRole().group("/Data Team").form().canonicalGroupId()).isEqualTo("/Data Team");
  }
}
