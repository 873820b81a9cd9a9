package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page, for who sees it, empty and filled, light and dark, on a desk and on a phone. {@code
 * -Dpictures=some} leaves a picture of the light desk and of the dark phone of each, {@code
 * -Dpictures=all} of all four.
 */
class AppearanceIT {
  private static final Path PICTURES = Processes.BASE.resolve("target/screenshots");

  /** Scripts of ours and what carries the page's own nonce; no frame around us, no plug-in. */
  private static final Pattern POLICY =
      Pattern.compile(
          "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
              + " font-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self';"
              + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none';"
              + " script-src 'self' 'nonce-[A-Za-z0-9+/=_-]{16,}';?");

  private static final String WANTED = System.getProperty("pictures", "none");
  private static final boolean ALL_PICTURES = WANTED.equals("all");

  private static final Map<String, Visit> VISITS = new HashMap<>();
  private static List<String> busy = List.of();

  @AfterAll
  static void leave() {
    if (!busy.isEmpty()) {
      Organisation.get().cancel(busy);
      Organisation.get().forgetPlanted();
    }
    VISITS.values().forEach(Visit::close);
    VISITS.clear();
  }

  static Stream<Scene> scenes() {
    Organisation made = Organisation.get();
    busy = made.keepBusy();
    made.plant();
    return Stream.of(
            outside(),
            viewers(made),
            editors(made),
            administrators(made),
            parts(made),
            operators(),
            empty())
        .flatMap(scenes -> scenes);
  }

  private static Stream<Scene> outside() {
    return Stream.of(
        Scene.of("choose-organisation", "", "", "/sign-in"),
        Scene.of("sign-in", "demo", "", "/sign-in"),
        Scene.of("sign-in-refused", "demo", "", "/sign-in")
            .after(
                page -> {
                  page.getByLabel("User name").fill("nobody");
                  page.getByLabel("Password").fill("wrong");
                  press(page, "Sign in");
                  page.getByRole(AriaRole.ALERT).first().waitFor();
                }),
        Scene.of("signed-out", "demo", "", "/sign-out"),
        Scene.of("not-found-outside", "", "", "/no-such-organisation"));
  }

  private static Stream<Scene> viewers(Organisation made) {
    return Stream.of(
        Scene.of("viewer-home", "demo", "viewer", "/"),
        Scene.of("viewer-sessions", "demo", "viewer", "/sessions"),
        Scene.of("viewer-console", "demo", "viewer", "/sessions/" + made.live),
        Scene.of("viewer-statement", "demo", "viewer", "/history/" + made.table),
        Scene.of("viewer-me", "demo", "viewer", "/me"),
        Scene.of("forbidden", "demo", "viewer", "/admin/workspaces"),
        Scene.of("not-found", "demo", "viewer", "/nothing"));
  }

  private static Stream<Scene> editors(Organisation made) {
    return Stream.of(
        Scene.of("home", "demo", "editor", "/"),
        Scene.of("sessions", "demo", "editor", "/sessions"),
        Scene.of("sessions-no-match", "demo", "editor", "/sessions?state=UNKNOWN"),
        Scene.of("console", "demo", "editor", "/sessions/" + made.live)
            .after(AppearanceIT::awaitEditor),
        Scene.of("console-stop", "demo", "editor", "/sessions/" + made.live)
            .after(
                page -> {
                  awaitEditor(page);
                  page.locator("#stopForm").getByText("Stop").first().click();
                  page.getByRole(AriaRole.DIALOG).waitFor();
                }),
        Scene.of("console-facts", "demo", "editor", "/sessions/" + made.live)
            .after(
                page -> {
                  awaitEditor(page);
                  page.getByText("Settings in force").click();
                  page.getByText("Driver log, last lines").click();
                }),
        Scene.of("console-lost", "demo", "editor", "/sessions/" + made.lost),
        Scene.of("console-refused", "demo", "editor", "/sessions/" + made.refused),
        Scene.of("log", "demo", "editor", "/sessions/" + made.live + "/log"),
        Scene.of("share", "demo", "editor", "/sessions/" + made.live + "/share"),
        Scene.of("history", "demo", "editor", "/history"),
        Scene.of("history-filter", "demo", "editor", "/history?kind=sql&within=PT168H")
            .after(page -> page.locator("main summary").nth(1).click()),
        Scene.of("history-days", "demo", "editor", "/history?submittedBy=editor&from=2026-01-01")
            .after(page -> page.getByText("Person and days").click()),
        Scene.of("history-no-match", "demo", "editor", "/history?q=no-such-code"),
        Scene.of("statement-table", "demo", "editor", "/history/" + made.table),
        Scene.of("statement-error", "demo", "editor", "/history/" + made.mistake)
            .after(page -> page.getByText("Traceback").click()),
        Scene.of("statement-html", "demo", "editor", "/history/" + made.html)
            .after(page -> press(page, "Allow scripts for this result")),
        Scene.of("me", "demo", "editor", "/me"),
        Scene.of("password", "demo", "editor", "/password"),
        Scene.of("password-refused", "demo", "editor", "/password")
            .after(page -> press(page, "Change password")),
        Scene.of("sign-out", "demo", "editor", "/sign-out"));
  }

  private static Stream<Scene> administrators(Organisation made) {
    return Stream.of(
        Scene.of("admin-home", "demo", "admin", "/"),
        Scene.of("administration", "demo", "admin", "/admin"),
        Scene.of("workspaces", "demo", "admin", "/admin/workspaces"),
        Scene.of("workspaces-no-match", "demo", "admin", "/admin/workspaces?q=nothing"),
        Scene.of("workspace-new", "demo", "admin", "/admin/workspaces/new"),
        Scene.of("workspace-refused", "demo", "admin", "/admin/workspaces/new")
            .after(
                page -> {
                  press(page, "Save");
                  page.locator("[aria-invalid='true']").first().waitFor();
                }),
        Scene.of("workspace", "demo", "admin", "/admin/workspaces/" + made.workspace)
            .after(
                page -> {
                  press(page, "Check now");
                  page.locator("#checkResult li").first().waitFor();
                }),
        Scene.of("workspace-fabric", "demo", "admin", "/admin/workspaces/" + made.fabric),
        Scene.of("lakehouses", "demo", "admin", "/admin/lakehouses"),
        Scene.of("lakehouse-new", "demo", "admin", "/admin/lakehouses/new"),
        Scene.of("lakehouse", "demo", "admin", "/admin/lakehouses/" + made.lakehouse),
        Scene.of("environments", "demo", "admin", "/admin/environments"),
        Scene.of("environment-new", "demo", "admin", "/admin/environments/new"),
        Scene.of("environment", "demo", "admin", "/admin/environments/" + made.environment),
        Scene.of("session-profiles", "demo", "admin", "/admin/session-profiles"),
        Scene.of("session-profile-new", "demo", "admin", "/admin/session-profiles/new"),
        Scene.of("session-profile", "demo", "admin", "/admin/session-profiles/" + made.profile),
        Scene.of(
                "session-profile-refused",
                "demo",
                "admin",
                "/admin/session-profiles/" + made.profile)
            .after(
                page -> {
                  page.getByLabel("Driver memory").first().fill("lots");
                  press(page, "Save");
                  page.locator("[aria-invalid='true']").first().waitFor();
                  page.getByText("Before there is a request").waitFor();
                }),
        Scene.of(
            "session-profile-fabric",
            "demo",
            "admin",
            "/admin/session-profiles/" + made.fabricProfile),
        Scene.of("tokens", "demo", "admin", "/admin/tokens"),
        Scene.of("retention", "demo", "admin", "/admin/retention"),
        Scene.of("audit", "demo", "admin", "/admin/audit?result=ok"),
        Scene.of("audit-verified", "demo", "admin", "/admin/audit")
            .after(
                page -> {
                  page.click("[id='verification:verify']");
                  page.waitForSelector("#verify-title ~ .notice, .notice");
                }),
        Scene.of("audit-event", "demo", "admin", "/admin/audit?action=create_workspace")
            .after(page -> page.click("tbody th a")),
        Scene.of("group-roles", "demo", "admin", "/admin/group-roles"),
        Scene.of("group-roles-no-match", "demo", "admin", "/admin/group-roles?q=nothing"),
        Scene.of("group-role-new", "demo", "admin", "/admin/group-roles/new"),
        Scene.of("group-role-refused", "demo", "admin", "/admin/group-roles/new")
            .after(
                page -> {
                  press(page, "Save");
                  page.locator("[aria-invalid='true']").first().waitFor();
                }),
        Scene.of("group-role-preview", "demo", "admin", "/admin/group-roles/new")
            .after(
                page -> {
                  page.getByLabel("Group id").fill("22222222-2222-4222-8222-222222222222");
                  page.getByLabel("Group name").fill("Data engineers");
                  press(page, "See what changes");
                  page.getByText("What saving this changes").waitFor();
                }),
        Scene.of("group-role", "demo", "admin", "/admin/group-roles/" + made.groupRole),
        Scene.of("members", "demo", "admin", "/admin/members"),
        Scene.of("members-no-match", "demo", "admin", "/admin/members?q=nothing"),
        Scene.of("member", "demo", "admin", "/admin/members")
            .after(
                page -> {
                  page.getByRole(AriaRole.ROWHEADER).getByRole(AriaRole.LINK).first().click();
                  page.waitForURL("**/members/*-*");
                }),
        Scene.of("navigation", "demo", "admin", "/admin")
            .after(
                page -> {
                  Locator opener =
                      page.getByRole(
                          AriaRole.BUTTON,
                          new Page.GetByRoleOptions().setName("Open the navigation"));
                  page.setViewportSize(390, 844);
                  opener.click();
                }));
  }

  /** What a page shows only now and then. */
  private static Stream<Scene> parts(Organisation made) {
    return Stream.of(
        Scene.of("sign-in-expired", "demo", "editor", "/sessions/" + made.expired)
            .after(page -> page.getByText("Sign-in expired").first().waitFor()),
        Scene.of("acting-for", "demo", "admin", "/sessions/" + made.expired)
            .after(page -> page.getByText("You act with the rights of").waitFor()),
        Scene.of("redaction", "demo", "admin", "/history/" + made.mistake)
            .after(page -> page.locator("#redaction").scrollIntoViewIfNeeded()),
        Scene.of("audit-reader", "demo", made.auditReader, "/admin/audit?result=ok"),
        Scene.of("group-role-found", "demo", "admin", "/admin/group-roles/new")
            .after(
                page -> {
                  page.locator("select[id$=':role']").selectOption("Editors");
                  page.getByLabel("Name of the group").fill("data");
                  press(page, "Find");
                  page.getByText("Data engineers").waitFor();
                }));
  }

  private static Stream<Scene> operators() {
    return Stream.of(
        Scene.of("organisations", "operator", "operator", "/tenants"),
        Scene.of("organisation-new", "operator", "operator", "/tenants/new"),
        Scene.of("organisation", "operator", "operator", "/tenants")
            .after(
                page -> {
                  page.getByRole(AriaRole.ROWHEADER)
                      .getByRole(AriaRole.LINK)
                      .filter(new Locator.FilterOptions().setHasText("Globex"))
                      .click();
                  page.waitForURL("**/tenants/*-*");
                }),
        Scene.of("signing-keys", "operator", "operator", "/signing-keys"),
        Scene.of("signing-keys-rotate", "operator", "operator", "/signing-keys")
            .after(
                page -> {
                  Locator rotate = page.locator("#rotation summary");
                  // Another test may have rotated them just now.
                  if (rotate.count() > 0) {
                    rotate.click();
                  }
                }),
        Scene.of("operator-me", "operator", "operator", "/me"));
  }

  private static Stream<Scene> empty() {
    return Stream.of(
        Scene.of("empty-sign-in-settings", "globex", "admin", "/admin/sign-in"),
        Scene.of("empty-viewer-home", "globex", "viewer", "/"),
        Scene.of("empty-home", "globex", "editor", "/"),
        Scene.of("empty-sessions", "globex", "editor", "/sessions"),
        Scene.of("empty-history", "globex", "editor", "/history"),
        Scene.of("empty-administration", "globex", "admin", "/admin"),
        Scene.of("empty-workspaces", "globex", "admin", "/admin/workspaces"),
        Scene.of("empty-lakehouses", "globex", "admin", "/admin/lakehouses"),
        Scene.of("empty-lakehouse-new", "globex", "admin", "/admin/lakehouses/new"),
        Scene.of("empty-environments", "globex", "admin", "/admin/environments"),
        Scene.of("empty-group-roles", "globex", "admin", "/admin/group-roles"),
        Scene.of("empty-members", "globex", "admin", "/admin/members"),
        Scene.of("empty-session-profiles", "globex", "admin", "/admin/session-profiles"),
        Scene.of("empty-session-profile-new", "globex", "admin", "/admin/session-profiles/new"));
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  private static void awaitEditor(Page page) {
    page.locator("form[data-editor='ready']").waitFor();
  }

  private static Visit visit(Scene scene) {
    return VISITS.computeIfAbsent(
        scene.tenant() + "/" + scene.userName(),
        key ->
            (scene.userName().isEmpty()
                    ? new Visit(TestPortal.get().uri())
                    : Visit.signedIn(TestPortal.get().uri(), scene.tenant(), scene.userName()))
                // Of pages that are refused or not there, which are looked at here too
                .expecting("status of 40[34]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenes")
  void a_page_can_be_read_and_used(Scene scene) {
    Visit visit = visit(scene);
    Page page = visit.page();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(1280, 800);
    Response response = page.navigate(scene.address());
    scene.arrange().accept(page);

    List<String> light = look(page, scene, "light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    List<String> dark = look(page, scene, "dark");

    assertThat(response.headerValues("Content-Security-Policy"))
        .singleElement()
        .satisfies(policy -> assertThat(policy).matches(POLICY));
    assertThat(light).isEmpty();
    assertThat(dark).isEmpty();
    assertThat(visit.complaints()).isEmpty();
  }

  /** What is wrong with it in this theme. */
  private static List<String> look(Page page, Scene scene, String theme) {
    boolean phoneOnly = scene.name().equals("navigation");
    boolean light = theme.equals("light");
    if (!phoneOnly) {
      page.setViewportSize(1280, 800);
      if (light || ALL_PICTURES) {
        picture(page, scene.name() + "-1280-" + theme);
      }
    }
    List<String> findings = light ? Axe.findings(page) : Axe.contrast(page);
    page.setViewportSize(390, 844);
    if (!light || ALL_PICTURES || phoneOnly) {
      picture(page, scene.name() + "-390-" + theme);
    }
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("width of what is shown on a phone")
        .isEqualTo(390);
    return findings;
  }

  /** All of it; a console as far as it is seen at once, for its composer keeps to the window. */
  static void picture(Page page, String name) {
    if (WANTED.equals("none")) {
      return;
    }
    boolean whole = page.locator("#composer").count() == 0;
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(whole)
            .setTimeout(90_000)
            .setPath(PICTURES.resolve(name + ".png")));
  }
}
