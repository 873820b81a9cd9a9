package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Group roles, members and why somebody has a role, by the API of a running portal. */
class GroupRolesIT {
  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("admin");

  private static Map<String, Object> groupRole(String groupId, String role) {
    return new HashMap<>(Map.of("groupId", groupId, "groupName", "Engineers", "role", role));
  }

  private JsonObject created(String role) {
    return admin
        .post("/group-roles", groupRole(UUID.randomUUID().toString(), role))
        .expect(201)
        .json();
  }

  private String idOf(String userName) {
    return admin.get("/members?q=" + userName).items().get(0).getString("id");
  }

  @Test
  void a_group_role_is_made_read_changed_listed_and_deleted() {
    Map<String, Object> form = groupRole(UUID.randomUUID().toString(), "Viewers");

    Answer made = admin.post("/group-roles", form).expect(201);

    String path = "/group-roles/" + made.id();
    assertThat(made.header("Location")).isEqualTo(portal.uri() + "/api/v1" + path);
    assertThat(made.json().getString("role")).isEqualTo("Viewers");
    assertThat(made.json().get("workspaceId")).isEqualTo(JsonValue.NULL);
    assertThat(admin.get(path).expect(200).json()).isEqualTo(made.json());
    form.put("role", "Editors");
    form.put("version", made.json().getInt("version"));
    assertThat(admin.put(path, form).expect(200).json().getString("role")).isEqualTo("Editors");
    assertThat(admin.put(path, form).code()).isEqualTo("409 STALE");
    assertThat(admin.get("/group-roles?q=" + form.get("groupId")).items()).hasSize(1);
    admin.delete(path).expect(204);
    assertThat(admin.get(path).code()).isEqualTo("404 GROUP_ROLE_NOT_FOUND");
  }

  @Test
  void operators_a_workspace_and_a_group_that_has_a_role_are_refused() {
    JsonObject present = created("Viewers");
    Map<String, Object> ofWorkspace = groupRole("g", "Viewers");
    ofWorkspace.put("workspaceId", UUID.randomUUID().toString());

    assertThat(admin.post("/group-roles", groupRole("g", "Operators")).code())
        .isEqualTo("400 INVALID");
    assertThat(admin.post("/group-roles", ofWorkspace).code()).isEqualTo("400 INVALID");
    assertThat(
            admin.post("/group-roles", groupRole(present.getString("groupId"), "Viewers")).code())
        .isEqualTo("409 GROUP_ROLE_TAKEN");
  }

  @Test
  void effects_are_told_and_nothing_is_changed() {
    JsonObject present = created("Viewers");

    Answer effects =
        admin
            .post("/group-roles/effects", Map.of("id", present.getString("id"), "deleted", true))
            .expect(200);

    assertThat(effects.json().getInt("total")).isZero();
    assertThat(effects.json().getJsonArray("people")).isEmpty();
    admin.get("/group-roles/" + present.getString("id")).expect(200);
  }

  @Test
  void only_administrators_see_members_and_everybody_why_they_are_what_they_are() {
    String viewer = idOf("viewer");
    String editor = idOf("editor");
    ApiClient asViewer = portal.as("viewer");

    JsonObject why = asViewer.get("/members/" + viewer + "/why").expect(200).json();

    assertThat(why.getBoolean("local")).isTrue();
    assertThat(why.getJsonObject("rights").getString("role")).isEqualTo("Viewers");
    assertThat(asViewer.get("/members/" + editor + "/why").code()).isEqualTo("403 FORBIDDEN");
    assertThat(asViewer.get("/members").code()).isEqualTo("403 FORBIDDEN");
    assertThat(asViewer.get("/members/" + viewer).code()).isEqualTo("403 FORBIDDEN");
    assertThat(asViewer.get("/group-roles").code()).isEqualTo("403 FORBIDDEN");
    assertThat(
            admin
                .get("/members/" + editor)
                .expect(200)
                .json()
                .getJsonObject("rights")
                .getString("role"))
        .isEqualTo("Editors");
  }

  @Test
  void what_belongs_to_another_tenant_does_not_exist() {
    String groupRole = created("Viewers").getString("id");
    String viewer = idOf("viewer");
    ApiClient theirs = portal.as("globex", "admin");

    assertThat(theirs.get("/group-roles/" + groupRole).code())
        .isEqualTo("404 GROUP_ROLE_NOT_FOUND");
    assertThat(theirs.put("/group-roles/" + groupRole, Map.of()).code())
        .isEqualTo("404 GROUP_ROLE_NOT_FOUND");
    assertThat(theirs.delete("/group-roles/" + groupRole).code())
        .isEqualTo("404 GROUP_ROLE_NOT_FOUND");
    assertThat(theirs.get("/members/" + viewer).code()).isEqualTo("404 PERSON_NOT_FOUND");
    assertThat(theirs.get("/members/" + viewer + "/why").code()).isEqualTo("404 PERSON_NOT_FOUND");
    assertThat(theirs.get("/group-roles").items()).isEmpty();
  }
}
