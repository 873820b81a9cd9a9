package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What was done is said by the page it leads to, and not again. */
class DoneIT {
  private final TestPortal portal = TestPortal.get();

  @Test
  void saved_is_said_once() {
    String workspace = Organisation.get().workspace;
    try (Visit admin = Visit.signedIn(portal.uri(), "demo", "admin")) {
      Page page = admin.page();
      page.navigate("/demo/admin/workspaces/" + workspace);

      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      page.getByText("Saved.").waitFor();
      String address = page.url();
      page.reload();

      assertThat(address).endsWith("/demo/admin/workspaces/" + workspace);
      assertThat(page.getByText("Saved.").count()).isZero();
    }
  }

  @Test
  void a_person_and_days_are_part_of_the_address_of_the_history() {
    Organisation.get();
    try (Visit viewer = Visit.signedIn(portal.uri(), "demo", "viewer")) {
      Page page = viewer.page();
      page.navigate("/demo/history?kind=sql");

      page.getByText("Person and days").click();
      page.getByLabel("User name").fill("nobody");
      page.getByLabel("From (day in UTC)").fill("2026-01-02");
      page.getByText("Apply", new Page.GetByTextOptions().setExact(true)).click();
      page.getByText("No statement fits").waitFor();

      assertThat(page.url())
          .contains("kind=sql", "submittedBy=nobody", "from=2026-01-02")
          .doesNotContain("after=");
      assertThat(viewer.complaints()).isEmpty();
    }
  }
}
