package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.security.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  private static final String ID = "66666666-6666-4666-8666-666666666666";

  @ParameterizedTest(name = "{0} is {1} for {2}")
  @CsvSource({
    "/sign-in,                     /sign-in.xhtml,               ",
    "/sign-out,                    /sign-out.xhtml,              ",
    "/,                            /home.xhtml,                  VIEWERS",
    "/me,                          /me.xhtml,                    VIEWERS",
    "/password,                    /password.xhtml,              VIEWERS",
    "/sessions,                    /sessions/list.xhtml,         VIEWERS",
    "/sessions/ID,                 /sessions/console.xhtml,      VIEWERS",
    "/sessions/ID/live,            /live/session,                VIEWERS",
    "/sessions/live,               /live/sessions,               VIEWERS",
    "/sessions/ID/facts,           /sessions/facts.xhtml,        VIEWERS",
    "/sessions/ID/log,             /sessions/log.xhtml,          VIEWERS",
    "/statements/ID,               /statements/fragment.xhtml,   VIEWERS",
    "/history,                     /history/list.xhtml,          VIEWERS",
    "/history/ID,                  /history/detail.xhtml,        VIEWERS",
    "/history/export,              /export/history,              VIEWERS",
    "/history/ID/output,           /export/output,               VIEWERS",
    "/admin,                       /admin.xhtml,                 ADMINISTRATORS",
    "/admin/workspaces,            /workspaces/list.xhtml,       ADMINISTRATORS",
    "/admin/workspaces/new,        /workspaces/edit.xhtml,       ADMINISTRATORS",
    "/admin/workspaces/ID,         /workspaces/edit.xhtml,       ADMINISTRATORS",
    "/admin/lakehouses,            /lakehouses/list.xhtml,       ADMINISTRATORS",
    "/admin/lakehouses/ID,         /lakehouses/edit.xhtml,       ADMINISTRATORS",
    "/admin/environments,          /environments/list.xhtml,     ADMINISTRATORS",
    "/admin/environments/ID,       /environments/edit.xhtml,     ADMINISTRATORS",
    "/admin/session-profiles,      /session-profiles/list.xhtml, ADMINISTRATORS",
    "/admin/session-profiles/ID,   /session-profiles/edit.xhtml, ADMINISTRATORS",
    "/admin/tokens,                /tokens/list.xhtml,           ADMINISTRATORS",
    "/admin/group-roles,           /group-roles/list.xhtml,      ADMINISTRATORS",
    "/admin/group-roles/new,       /group-roles/edit.xhtml,      ADMINISTRATORS",
    "/admin/group-roles/ID,        /group-roles/edit.xhtml,      ADMINISTRATORS",
    "/admin/members,               /members/list.xhtml,          ADMINISTRATORS",
    "/admin/members/ID,            /members/detail.xhtml,        ADMINISTRATORS",
    "/tenants,                     /tenants/list.xhtml,          OPERATORS",
    "/tenants/new,                 /tenants/edit.xhtml,          OPERATORS",
    "/tenants/ID,                  /tenants/edit.xhtml,          OPERATORS",
    "/signing-keys,                /signing-keys/list.xhtml,     OPERATORS"
  })
  void asks_for_the_least_role_that_may_see_the_page(String path, String view, Role role) {
    Route route = Route.find(path.replace("ID", ID)).orElseThrow().route();

    assertThat(route.view()).isEqualTo(view);
    assertThat(route.role()).isEqualTo(role);
  }

  @Test
  void leaves_nothing_but_signing_in_and_out_open_to_strangers() {
    assertThat(Route.all())
        .filteredOn(route -> route.role() == null)
        .extracting(Route::view)
        .containsExactlyInAnyOrder(
            "/sign-in.xhtml",
            "/provider/begin",
            "/provider/callback",
            "/provider/ended",
            "/provider/leave",
            "/sign-out.xhtml");
  }

  @Test
  void shows_nothing_below_admin_to_less_than_administrators() {
    assertThat(Route.all())
        .filteredOn(route -> route.pattern().pattern().startsWith("/admin"))
        .isNotEmpty()
        .allMatch(route -> route.role() == Role.ADMINISTRATORS);
  }

  @Test
  void takes_the_id_out_of_the_address() {
    assertThat(Route.find("/sessions/" + ID).orElseThrow().id()).isEqualTo(ID);
    assertThat(Route.find("/sessions/" + ID + "/log").orElseThrow().id()).isEqualTo(ID);
    assertThat(Route.find("/tenants/" + ID).orElseThrow().id()).isEqualTo(ID);
  }

  @Test
  void has_no_id_for_a_new_thing_or_a_list() {
    assertThat(Route.find("/tenants/new").orElseThrow().id()).isNull();
    assertThat(Route.find("/tenants").orElseThrow().id()).isNull();
  }

  @Test
  void takes_no_path_for_home() {
    assertThat(Route.find("")).isEqualTo(Route.find("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/home.xhtml",
        "/WEB-INF/web.xml",
        "/sessions/",
        "/sessions/1",
        "/sessions/66666666-6666-4666-8666-66666666666G",
        "/sessions/66666666-6666-4666-8666-666666666666/",
        "/sessions/66666666-6666-4666-8666-666666666666/../../admin",
        "/admin/workspaces/new/",
        "/Me",
        "//me"
      })
  void knows_no_other_address(String path) {
    assertThat(Route.find(path)).isEmpty();
  }
}
