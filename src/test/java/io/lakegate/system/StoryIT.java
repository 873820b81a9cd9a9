package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people do in the browser, and what a Viewer may not, on real Spark. */
class StoryIT {
  private final TestPortal portal = TestPortal.get();

  private Visit visit(String userName) {
    return Visit.signedIn(portal.uri(), "demo", userName);
  }

  @Test
  void from_a_registered_workspace_to_a_session_stopped_at_sign_out() {
    new FirstDay(portal).pass();
  }

  @Test
  void a_viewer_who_asks_for_more_is_refused_and_changes_nothing() {
    Organisation made = Organisation.get();
    long sessions = portal.count("session");
    long statements = portal.count("statement");
    long workspaces = portal.count("workspace");

    try (Visit viewer = visit("viewer").expecting("status of 403")) {
      assertThat(
              Stream.of(
                  "/admin",
                  "/admin/workspaces/new",
                  "/admin/workspaces/" + made.workspace,
                  "/admin/session-profiles/" + made.profile,
                  "/admin/tokens",
                  "/tenants"))
          .allSatisfy(path -> assertRefused(viewer.page(), "/demo" + path));
      String console = "/demo/sessions/" + made.live;
      forge(viewer, "/demo/", "launchForm", Map.of("launch", made.profile));
      forge(
          viewer,
          "/demo/sessions",
          "launchForm",
          Map.of("launchForm:profileId", made.profile, "launchForm:launch", "Launch"));
      forge(viewer, "/demo/sessions", "rows", Map.of("stop", made.live));
      forge(viewer, console, "stopForm", Map.of("stop", made.live));
      forge(viewer, console, "commands", Map.of("again", "1", "commands:again", "a"));
      forge(
          viewer,
          console,
          "composer",
          Map.of("composer:code", "1", "composer:kind", "sql", "composer:run", "Run"));
      assertThat(forge(viewer, "/demo/admin/workspaces/new", "form", Map.of("form:name", "mine")))
          .isEqualTo(403);
      assertThat(viewer.complaints()).isEmpty();
    }

    assertThat(portal.count("session")).isEqualTo(sessions);
    assertThat(portal.count("statement")).isEqualTo(statements);
    assertThat(portal.count("workspace")).isEqualTo(workspaces);
    assertThat(portal.as("viewer").get("/sessions/" + made.live).json().getString("state"))
        .isIn("IDLE", "BUSY");
  }

  private static void assertRefused(Page page, String path) {
    assertThat(page.navigate(path).status()).isEqualTo(403);
    assertThat(page.getByRole(AriaRole.HEADING).allInnerTexts())
        .contains("This is not open to you");
  }

  /** With the person's cookie, our own origin and token, as only a page of ours could send it. */
  private int forge(Visit visit, String path, String form, Map<String, String> fields) {
    FormData data =
        FormData.create()
            .set(form, form)
            .set("jakarta.faces.ViewState", "stateless")
            .set(PageForm.TOKEN, portal.formToken("viewer", path.substring("/demo".length())));
    fields.forEach(data::set);
    return visit
        .context()
        .request()
        .post(
            path,
            RequestOptions.create().setHeader("Origin", portal.uri().toString()).setForm(data))
        .status();
  }
}
