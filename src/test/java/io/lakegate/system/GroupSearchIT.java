package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator finds a group of the directory by its name and gives it a role. */
class GroupSearchIT {
  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("admin");
  private String workspace;

  @BeforeEach
  void start() {
    workspace =
        admin
            .post(
                "/workspaces",
                Map.of("name", "Searched", "kind", "APACHE_LIVY", "url", "http://127.0.0.1:1"))
            .expect(201)
            .id();
    portal.registerDirectory();
  }

  @AfterEach
  void end() {
    admin.get("/group-roles?q=Data%20engineers").items().stream()
        .map(one -> one.getString("id"))
        .forEach(id -> admin.delete("/group-roles/" + id));
    admin.delete("/workspaces/" + workspace);
    admin.delete("/identity-provider");
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  private static String picked(Page page, String field) {
    return page.locator("[id='form:" + field + "']").inputValue();
  }

  @Test
  void role_and_workspace_picked_before_stay_with_the_group_that_is_found() {
    try (Visit visit = Visit.signedIn(portal.uri(), "demo", "admin")) {
      Page page = visit.page();
      page.navigate("/demo/admin/group-roles/new");
      page.locator("[id='form:role']").selectOption("Editors");
      page.locator("[id='form:workspaceId']").selectOption(workspace);

      page.getByLabel("Name of the group").fill("data");
      page.getByLabel("Name of the group").press("Enter");
      press(page, "Data engineers");

      page.waitForFunction("document.getElementById('form:groupName').value !== ''");
      assertThat(picked(page, "groupName")).isEqualTo("Data engineers");
      assertThat(picked(page, "groupId")).isEqualTo("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
      assertThat(picked(page, "role")).isEqualTo("Editors");
      assertThat(picked(page, "workspaceId")).isEqualTo(workspace);

      page.locator("[id='form:groupName']").press("Enter");
      page.getByText("Saved.").waitFor();
      JsonObject saved = admin.get("/group-roles?q=Data%20engineers").items().get(0);
      assertThat(saved.getString("role")).isEqualTo("Editors");
      assertThat(saved.getString("workspaceId")).isEqualTo(workspace);
      assertThat(visit.complaints()).isEmpty();
    }
  }
}
