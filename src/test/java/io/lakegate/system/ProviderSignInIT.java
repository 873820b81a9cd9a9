package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.lakegate.client.oidc.Certificates;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A provider that says of people what a test wants it to, from setting it up to giving a job a
 * token. What needs a provider with sessions, groups and keys of its own is in {@link KeycloakIT}.
 */
class ProviderSignInIT {
  /** As directories of LDAP name groups, without a place to break a line. */
  private static final String LONG = "g-CN=Analysts," + "OU=Département,".repeat(65);

  private static final String ADA =
      Json.createObjectBuilder()
          .add("preferred_username", "ada@contoso.example")
          .add("name", "Ada Lovelace")
          .add("groups", Json.createArrayBuilder().add("g-analysts").add(LONG))
          .build()
          .toString();

  private final TestPortal portal = TestPortal.get();
  private final PageClient pages = new PageClient(portal.uri());
  private final MockOAuth2Server provider = new MockOAuth2Server(new OAuth2Config(true));

  @BeforeEach
  void start() {
    provider.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void end() {
    ApiClient admin = portal.as("admin");
    admin.get("/group-roles").items().stream()
        .filter(one -> one.getString("groupId").startsWith("g-"))
        .forEach(one -> admin.delete("/group-roles/" + one.getString("id")));
    admin.delete("/identity-provider");
    provider.shutdown();
  }

  private String issuer(String id) {
    return provider.issuerUrl(id).toString().replace("localhost", "127.0.0.1");
  }

  private void register(Map<String, Object> more) {
    Map<String, Object> form = new HashMap<>(more);
    form.put("name", "Contoso");
    form.putIfAbsent("issuer", issuer("contoso"));
    form.put("clientId", "lakegate");
    form.put("secret", "client secret");
    form.putIfAbsent("live", true);
    form.put("liveAnyway", true);
    portal.as("admin").put("/identity-provider", form).expect(200);
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  private static void follow(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  /** On the provider's own page. */
  private static void sayThatOneIsAda(Page page) {
    page.locator("input[name=username]").fill("subject of ada");
    page.locator("textarea[name=claims]").fill(ADA);
    page.locator("input[type=submit]").click();
  }

  private Visit stranger() {
    return expectingTheProvider(new Visit(portal.uri())).expecting("status of 403");
  }

  /** Its page, which would like a font from elsewhere. */
  private Visit expectingTheProvider(Visit visit) {
    return visit
        .expecting("request: http://127.0.0.1:" + provider.baseUrl().port())
        .expecting("fonts.googleapis.com")
        .expecting("favicon");
  }

  private static void assertReadable(Page page, String name) {
    AppearanceIT.picture(page, name + "-1280-light");
    assertThat(Axe.findings(page)).isEmpty();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.setViewportSize(390, 844);
    AppearanceIT.picture(page, name + "-390-dark");
    assertThat(Axe.contrast(page)).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(1280, 800);
  }

  @Test
  void an_administrator_sets_it_up_tries_it_and_lets_a_group_in() {
    try (Visit admin = Visit.signedIn(portal.uri(), "demo", "admin");
        Visit ada = stranger()) {
      expectingTheProvider(admin);
      Page settings = admin.page();
      settings.navigate("/demo/admin/sign-in");
      settings.locator("[id$=':name']").fill("Contoso");
      settings.getByLabel("Issuer").fill(issuer("contoso"));
      settings.getByLabel("Client id").fill("lakegate");
      settings.getByLabel("Client secret").fill("client secret");
      settings.getByLabel("Keep people's own tokens for backends").check();
      settings.getByLabel("People may sign in with it").check();
      press(settings, "Save");
      settings.getByText("No trial has succeeded yet with these").first().waitFor();
      assertThat(settings.getByLabel("People may sign in with it").isChecked()).isTrue();
      settings.getByLabel("Client secret").fill("client secret");
      settings.getByLabel("People may sign in with it").uncheck();
      press(settings, "Save");
      settings.getByText("Saved.").waitFor();

      follow(settings, "Try it");
      sayThatOneIsAda(settings);
      settings.getByText("Claims received").waitFor();
      assertThat(settings.locator("aside").innerText())
          .contains("ada@contoso.example", "Ada Lovelace", "g-analysts", "preferred_username")
          .contains("A trial succeeded with the settings as they are stored.")
          .contains("Absent, which is not the same as no groups.");
      assertReadable(settings, "provider-tried");
      assertThat(pages.get("/demo/sign-in").body()).doesNotContain("Sign in with");

      settings.getByLabel("People may sign in with it").check();
      press(settings, "Save");
      settings.getByText("Saved.").waitFor();

      Page hers = ada.page();
      hers.navigate("/demo/history?q=range");
      assertReadable(hers, "provider-sign-in");
      follow(hers, "Sign in with Contoso");
      sayThatOneIsAda(hers);
      hers.getByText("You have no role here yet").waitFor();
      assertThat(hers.locator("main").innerText()).contains("Ada Lovelace", "g-analysts");
      portal.execute("update person_group set group_name = 'Analysts of Contoso'");
      hers.reload();
      assertThat(hers.locator("main").innerText()).contains("Analysts of Contoso g-analysts");
      assertReadable(hers, "provider-no-role");

      settings.navigate("/demo/admin/group-roles/new");
      settings.getByLabel("Group id").fill("g-analysts");
      settings.getByLabel("Group name").fill("Analysts");
      settings.locator("select[id$=':role']").selectOption("Editors");
      press(settings, "See what changes");
      settings.getByText("Ada Lovelace").first().waitFor();
      assertReadable(settings, "provider-effects");
      press(settings, "Save");
      settings.getByText("Saved.").waitFor();

      hers.navigate("/demo/history?q=range");
      assertThat(hers.title()).contains("History");
      hers.navigate("/demo/me");
      assertThat(hers.locator("main").innerText())
          .contains("Your role: Editors", "Analysts", "g-analysts")
          .contains("Tokens for backends", issuer("contoso"), "No workspace has needed a token")
          .doesNotContain("Change password");
      plantTokens();
      hers.reload();
      assertThat(hers.locator("main").innerText())
          .contains("api://livy.example/.default", "Expired: sign in again consent_required")
          .doesNotContain("v1:");
      assertReadable(hers, "provider-me");
      assertThat(hers.navigate("/demo/admin/sign-in").status()).isEqualTo(403);

      moveToOneWorkspace(settings, hers);
      assertThat(admin.complaints()).isEmpty();
      assertThat(ada.complaints()).isEmpty();
    }
  }

  /** As two workspaces would leave them: one is open to Ada, the other wants her consent. */
  private void plantTokens() {
    portal.execute(
        """
        insert into person_access_token (id, tenant_id, version, person_id, scope, sealed_token,
            renew_at, expires_at)
          select gen_random_uuid(), tenant_id, 0, person_id, 'api://livy.example/.default',
            'v1:sealed', now() + interval '40 minutes', now() + interval '45 minutes'
          from person_token;
        insert into person_access_token (id, tenant_id, version, person_id, scope, refused_at,
            refused_why)
          select gen_random_uuid(), tenant_id, 0, person_id,
            'https://api.fabric.microsoft.com/.default', now(), 'consent_required'
          from person_token
        """);
  }

  @Test
  void administrators_are_told_at_home_that_the_certificate_ends() {
    register(Map.of("live", false));
    String pem =
        Certificates.made(1, "CN=Lakegate", Instant.now(), Duration.ofDays(20)).certificatePem();
    portal.execute("update identity_provider set certificate = '" + pem + "'");
    try (Visit admin = Visit.signedIn(portal.uri(), "demo", "admin");
        Visit viewer = Visit.signedIn(portal.uri(), "demo", "viewer")) {
      admin.page().navigate("/demo/");
      viewer.page().navigate("/demo/");

      assertThat(admin.page().locator("main").innerText())
          .contains(
              "Needs attention",
              "The certificate that proves Lakegate to your sign-in provider expires soon.");
      assertThat(viewer.page().locator("main").innerText()).doesNotContain("certificate");
      assertReadable(admin.page(), "home-certificate");
      follow(admin.page(), "Open the sign-in settings");
      admin.page().waitForURL("**/admin/sign-in");
      assertThat(admin.complaints()).isEmpty();
    }
  }

  /** The role of the whole organisation becomes one of a workspace in which nothing was run. */
  private void moveToOneWorkspace(Page settings, Page hers) {
    ApiClient api = portal.as("admin");
    String workspace =
        api.post(
                "/workspaces",
                Map.of("name", "Quiet", "kind", "APACHE_LIVY", "url", "http://127.0.0.1:1"))
            .expect(201)
            .id();
    try {
      hers.navigate("/demo/");
      assertThat(hers.locator("button[name='launch']").count()).isPositive();

      settings.reload();
      settings.locator("select[id$=':workspaceId']").selectOption(workspace);
      press(settings, "See what changes");
      settings.getByText("Editors in Quiet").first().waitFor();
      assertThat(settings.locator("main").innerText()).contains("Loses rights");
      assertReadable(settings, "provider-effects-workspace");
      press(settings, "Save");
      settings.getByText("Saved.").waitFor();

      hers.navigate("/demo/me");
      assertThat(hers.locator("main").innerText()).contains("Editors in Quiet");
      hers.navigate("/demo/");
      assertThat(hers.locator("button[name='launch']").count()).isZero();
    } finally {
      api.get("/group-roles?q=g-analysts")
          .items()
          .forEach(one -> api.delete("/group-roles/" + one.getString("id")));
      api.delete("/workspaces/" + workspace).expect(204);
    }
  }

  @Test
  void a_job_gets_a_token_for_one_of_the_provider() {
    register(Map.of("exchangeAudiences", List.of("api://lakegate")));
    portal
        .as("admin")
        .post(
            "/group-roles",
            Map.of("groupId", "g-analysts", "groupName", "Analysts", "role", "Viewers"))
        .expect(201);

    ApiClient.Answer given = exchange("demo", "api://lakegate").expect(200);

    assertThat(given.json().keySet())
        .containsExactlyInAnyOrder(
            "access_token", "issued_token_type", "token_type", "expires_in", "scope");
    assertThat(given.json().getInt("expires_in")).isEqualTo(3600);
    assertThat(given.header("Cache-Control")).isEqualTo("no-store");
    ApiClient job = ApiClient.bearer(portal.uri(), given.json().getString("access_token"));
    JsonObject own = job.get("/tokens").expect(200).items().get(0);
    assertThat(own.getString("comment")).isEqualTo("the-pipeline");
    assertThat(own.getString("person")).isEqualTo("the-pipeline");
    assertThat(job.get("/members").code()).isEqualTo("403 FORBIDDEN");
    assertThat(exchange("demo", "another").code()).isEqualTo("401 SUBJECT_TOKEN_REFUSED");
    assertThat(exchange("globex", "api://lakegate").code()).isEqualTo("403 TOKEN_EXCHANGE_OFF");
    portal.as("admin").delete("/tokens/" + own.getString("id")).expect(204);
    assertThat(job.get("/tokens").code()).isEqualTo("401 TOKEN_REFUSED");
  }

  private ApiClient.Answer exchange(String tenant, String audience) {
    String token =
        provider
            .anyToken(
                HttpUrl.get(issuer("contoso")),
                Map.of(
                    "aud",
                    audience,
                    "sub",
                    "subject of the pipeline",
                    "azp",
                    "the-pipeline",
                    "groups",
                    List.of("g-analysts")))
            .serialize();
    String form =
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:jwt"
            + "&subject_token="
            + token
            + "&unknown=ignored&tenant="
            + tenant;
    return portal
        .nobody()
        .send(
            "POST",
            "/tokens/exchange",
            form,
            Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  @Test
  void an_answer_nobody_asked_for_signs_nobody_in() {
    register(Map.of());
    PageClient.Page asked = pages.get("/demo/sign-in/provider");
    String journey = asked.cookie();

    PageClient.Page madeUp = pages.get("/demo/sign-in/callback?code=c&state=s");
    String state = state(asked);
    PageClient.Page otherState =
        pages.get("/demo/sign-in/callback?code=c&state=s", "Cookie", journey);
    PageClient.Page twice =
        pages.get("/demo/sign-in/callback?code=c&code=d&state=" + state, "Cookie", journey);
    PageClient.Page elsewhere =
        pages.get(
            "/globex/sign-in/callback?code=c&state=" + state,
            "Cookie",
            journey.replace("-demo.", "-globex."));

    assertThat(asked.status()).isEqualTo(302);
    assertThat(asked.header("Location"))
        .startsWith(issuer("contoso"))
        .contains("code_challenge=", "nonce=", "state=")
        .doesNotContain("secret");
    assertThat(asked.cookies())
        .singleElement()
        .satisfies(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    assertThat(Stream.of(madeUp, otherState, twice, elsewhere))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(302);
              assertThat(answer.leadsTo()).matches("/(demo|globex)/sign-in[?]back=.*");
              assertThat(answer.cookies()).noneMatch(cookie -> cookie.startsWith("lakegate-"));
            });
  }

  private static String state(PageClient.Page asked) {
    return asked.header("Location").replaceFirst(".*[?&]state=([^&]+).*", "$1");
  }

  /** On the provider's own page, in a browser without a picture: where it sends the browser to. */
  private String sayThatOneIsAda(PageClient.Page asked) {
    URI authorization = URI.create(asked.header("Location"));
    PageClient theirs = new PageClient(URI.create("http://127.0.0.1:" + provider.baseUrl().port()));
    return theirs
        .post(
            authorization.getRawPath() + "?" + authorization.getRawQuery(),
            Map.of("username", "subject of ada", "claims", ADA))
        .leadsTo();
  }

  @Test
  void two_tabs_that_sign_in_at_once_both_finish_and_going_back_leads_on() {
    register(Map.of());
    portal
        .as("admin")
        .post(
            "/group-roles",
            Map.of("groupId", "g-analysts", "groupName", "Analysts", "role", "Viewers"))
        .expect(201);
    PageClient.Page first = pages.get("/demo/sign-in/provider?back=/demo/history");
    PageClient.Page second =
        pages.get("/demo/sign-in/provider?back=/demo/me", "Cookie", first.cookie());
    String both = first.cookie() + "; " + second.cookie();
    assertThat(first.cookie()).isNotEqualTo(second.cookie());

    String answer = sayThatOneIsAda(second);
    PageClient.Page later = pages.get(answer, "Cookie", both);
    assertThat(later.leadsTo()).isEqualTo("/demo/me");
    String signedIn = signedIn(later);
    PageClient.Page earlier =
        pages.get(sayThatOneIsAda(first), "Cookie", first.cookie() + "; " + signedIn);
    assertThat(earlier.leadsTo()).isEqualTo("/demo/history");

    PageClient.Page goneBack = pages.get(answer, "Cookie", signedIn(earlier));
    assertThat(goneBack.leadsTo()).isEqualTo("/demo/");
    PageClient.Page replayed = pages.get(answer, "Cookie", both);
    assertThat(replayed.leadsTo()).isEqualTo("/demo/sign-in?back=%2Fdemo%2Fme");
    assertThat(replayed.cookies()).noneMatch(cookie -> cookie.startsWith("lakegate-"));
  }

  private static String signedIn(PageClient.Page arrived) {
    return arrived.cookies().stream()
        .filter(cookie -> cookie.startsWith("lakegate-demo="))
        .map(cookie -> cookie.replaceFirst(";.*", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_sign_in_that_fails_is_told_plainly_with_a_reference_that_the_audit_trail_explains() {
    register(Map.of());
    String reference;
    try (Visit ada = stranger()) {
      Page hers = ada.page();
      hers.navigate("/demo/sign-in/provider?back=/demo/me");
      String state = hers.url().replaceFirst(".*[?&]state=([^&]+).*", "$1");
      hers.navigate(
          "/demo/sign-in/callback?error=access_denied&error_description=AADSTS1&state=" + state);

      assertThat(hers.url()).endsWith("/demo/sign-in?back=%2Fdemo%2Fme");
      assertThat(hers.locator("main").innerText())
          .contains("did not sign you in")
          .doesNotContain("AADSTS1");
      reference = hers.locator("main code").innerText();
      assertReadable(hers, "provider-failed");
    }
    ApiClient admin = portal.as("admin");
    JsonObject event = admin.get("/audit-events?subject=" + reference).items().get(0);
    assertThat(event.getString("result")).isEqualTo("PROVIDER_REFUSED");
    assertThat(admin.get("/audit-events/" + event.getString("id")).expect(200).json().toString())
        .contains("access_denied", "AADSTS1");
  }

  @Test
  void a_group_named_by_a_thousand_characters_breaks_no_page() {
    ApiClient api = portal.as("admin");
    String id =
        api.post("/group-roles", Map.of("groupId", LONG, "groupName", LONG, "role", "Viewers"))
            .expect(201)
            .id();
    try (Visit admin = Visit.signedIn(portal.uri(), "demo", "admin")) {
      admin.page().navigate("/demo/admin/group-roles");
      assertReadable(admin.page(), "group-roles-long");
      admin.page().navigate("/demo/admin/group-roles/" + id);
      assertReadable(admin.page(), "group-role-long");
      assertThat(admin.complaints()).isEmpty();
    }
  }

  @Test
  void an_administrator_is_told_why_a_trial_did_not_reach_the_provider() {
    register(Map.of("live", false, "issuer", "http://127.0.0.1:1/nothing"));
    try (Visit admin = Visit.signedIn(portal.uri(), "demo", "admin")) {
      admin.page().navigate("/demo/admin/sign-in");
      follow(admin.page(), "Try it");

      assertThat(admin.page().locator("main").innerText())
          .contains("The trial did not reach the provider", "nothing accepts connections");
      assertReadable(admin.page(), "provider-trial-failed");
      assertThat(admin.complaints()).isEmpty();
    }
  }
}
