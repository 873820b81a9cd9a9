package io.lakegate.system;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two organisations at a real provider, a realm of Keycloak each, with an Ada in both. */
class KeycloakIT {
  /** A JWT that Keycloak signs with HS512, for itself. */
  private static final String REFRESH_TOKEN_BEGINS = "eyJhbGciOiJIUzUxMiIs";

  /** Told of its own sign-out in a frame, which shows nothing. */
  private static final String FRAMED = "in a frame because it set 'X-Frame-Options'";

  private static KeycloakServer keycloak;
  private static TestPortal portal;

  @BeforeAll
  static void found() {
    keycloak = new KeycloakServer();
    portal = TestPortal.get();
    keycloak.awaitReady();
    keycloak.found("demo", portal.uri());
    keycloak.found("globex", portal.uri());
  }

  @AfterAll
  static void close() {
    keycloak.close();
  }

  @BeforeEach
  void putAdaWithTheAnalystsAlone() {
    keycloak.join("demo", "g-analysts");
    keycloak.leave("demo", "g-stewards");
  }

  @AfterEach
  void forget() {
    Stream.of("demo", "globex")
        .map(tenant -> portal.as(tenant, "admin"))
        .forEach(
            admin -> {
              admin.get("/group-roles").items().stream()
                  .filter(one -> one.getString("groupId").startsWith("g-"))
                  .forEach(one -> admin.delete("/group-roles/" + one.getString("id")));
              admin.delete("/identity-provider");
            });
    portal.execute("delete from email_domain");
  }

  private static void register(String tenant) {
    register(tenant, Map.of());
  }

  private static void register(String tenant, Map<String, Object> more) {
    Map<String, Object> form = new HashMap<>(more);
    form.put("name", "Keycloak");
    form.put("issuer", keycloak.issuer(tenant));
    form.put("clientId", "lakegate");
    form.put("secret", "client secret");
    form.put("live", true);
    form.put("liveAnyway", true);
    portal.as(tenant, "admin").put("/identity-provider", form).expect(200);
  }

  private static void give(String tenant, String group, String role) {
    portal
        .as(tenant, "admin")
        .post("/group-roles", Map.of("groupId", group, "groupName", group, "role", role))
        .expect(201);
  }

  private static Visit stranger() {
    return new Visit(portal.uri()).expecting("request: " + keycloak.uri());
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  private static void follow(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  /** On Keycloak's own page. */
  private static void proveToBeAda(Page page, String password) {
    page.locator("#username").fill("ada");
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
  }

  private static void signIn(Page page, String tenant) {
    page.navigate("/" + tenant + "/me");
    follow(page, "Sign in with Keycloak");
    proveToBeAda(page, KeycloakServer.passwordOfAda(tenant));
    page.waitForURL("**/" + tenant + "/me");
  }

  /** Where Keycloak still knows her and asks nothing. */
  private static void signInAgain(Page page) {
    page.navigate("/demo/sign-in/provider?back=/demo/me");
    page.waitForURL("**/demo/me");
  }

  private static String main(Page page) {
    return page.locator("main").innerText();
  }

  @Test
  void an_administrator_registers_the_issuer_and_each_has_what_their_groups_give() {
    register("globex");
    give("globex", "g-analysts", "Viewers");
    try (Visit admin = Visit.signedIn(portal.uri(), "demo", "admin");
        Visit ada = stranger();
        Visit other = stranger()) {
      admin.expecting("request: " + keycloak.uri());
      Page settings = admin.page();
      settings.navigate("/demo/admin/sign-in");
      settings.locator("[id$=':name']").fill("Keycloak");
      settings.getByLabel("Issuer").fill(keycloak.issuer("demo"));
      settings.getByLabel("Client id").fill("lakegate");
      settings.getByLabel("Client secret").fill("client secret");
      press(settings, "Save");
      settings.getByText("Saved.").waitFor();
      follow(settings, "Try it");
      proveToBeAda(settings, KeycloakServer.passwordOfAda("demo"));
      settings.getByText("Claims received").waitFor();
      assertThat(settings.locator("aside").innerText())
          .contains("ada@demo.example", "Ada Lovelace", "From the token: g-analysts");
      settings.getByLabel("People may sign in with it").check();
      press(settings, "Save");
      settings.getByText("Saved.").waitFor();
      give("demo", "g-analysts", "Editors");

      signIn(ada.page(), "demo");
      signIn(other.page(), "globex");

      assertThat(main(ada.page())).contains("Your role: Editors", "g-analysts");
      assertThat(main(other.page())).contains("Your role: Viewers", "g-analysts");
      assertThat(admin.complaints()).isEmpty();
      assertThat(ada.complaints()).isEmpty();
    }
  }

  @Test
  void realm_roles_that_only_user_info_names_are_found_by_their_path() {
    register("demo", Map.of("groupClaims", List.of("realm_access.roles")));
    give("demo", "g-editors", "Editors");
    try (Visit ada = stranger()) {
      signIn(ada.page(), "demo");

      assertThat(main(ada.page()))
          .contains("Your role: Editors", "g-editors", "in its UserInfo")
          .doesNotContain("g-analysts");
    }
  }

  @Test
  void nobody_of_one_realm_gets_into_the_other_organisation() {
    register("demo");
    register("globex");
    give("demo", "g-analysts", "Administrators");
    try (Visit ada = stranger().expecting("status of 403")) {
      Page page = ada.page();
      signIn(page, "demo");

      page.navigate("/globex/");
      follow(page, "Sign in with Keycloak");
      proveToBeAda(page, KeycloakServer.passwordOfAda("demo"));
      page.getByText("Invalid username or password.").first().waitFor();
      assertThat(page.url()).startsWith(keycloak.issuer("globex"));
      page.navigate("/globex/");
      assertThat(page.url()).contains("/globex/sign-in");

      follow(page, "Sign in with Keycloak");
      proveToBeAda(page, KeycloakServer.passwordOfAda("globex"));
      page.getByText("You have no role here yet").first().waitFor();
      page.navigate("/globex/sign-out");
      press(page, "Sign out");
      page.getByText("You are signed out").first().waitFor();
      page.navigate("/demo/admin");
      assertThat(page.title()).contains("Administration");
      assertThat(roles("demo")).contains("Administrators");
      assertThat(roles("globex")).doesNotContain("Administrators");
    }
  }

  /** Of everybody called Ada. */
  private static List<String> roles(String tenant) {
    return portal.as(tenant, "admin").get("/members?q=ada").expect(200).items().stream()
        .map(one -> one.getJsonObject("rights"))
        .filter(rights -> !rights.isNull("role"))
        .map(rights -> rights.getString("role"))
        .toList();
  }

  @Test
  void a_change_of_groups_counts_from_the_next_sign_in_and_one_of_group_roles_at_once() {
    register("demo");
    give("demo", "g-analysts", "Viewers");
    give("demo", "g-stewards", "Administrators");
    try (Visit ada = stranger().expecting("status of 403")) {
      Page page = ada.page();
      signIn(page, "demo");

      keycloak.join("demo", "g-stewards");
      page.reload();
      assertThat(main(page)).contains("Your role: Viewers");
      signInAgain(page);
      assertThat(main(page)).contains("Your role: Administrators", "g-stewards");

      take("demo", "g-stewards");
      page.reload();
      assertThat(main(page)).contains("Your role: Viewers");

      keycloak.leave("demo", "g-stewards");
      keycloak.leave("demo", "g-analysts");
      signInAgain(page);
      assertThat(page.locator("h1").innerText()).isEqualTo("You have no role here yet");
      // Keycloak leaves the claim out of the token of who is in no group.
      assertThat(main(page)).contains("did not say which groups you are in; some leave that out");
    }
  }

  private static void take(String tenant, String group) {
    ApiClient admin = portal.as(tenant, "admin");
    admin
        .get("/group-roles?q=" + group)
        .items()
        .forEach(one -> admin.delete("/group-roles/" + one.getString("id")).expect(204));
  }

  @Test
  void somebody_types_an_address_and_is_asked_again_only_when_the_provider_must() {
    register("demo");
    give("demo", "g-analysts", "Viewers");
    portal.execute(
        "insert into email_domain (id, tenant_id, version, domain)"
            + " select gen_random_uuid(), id, 0, 'demo.example' from tenant where slug = 'demo'");
    try (Visit ada = stranger().expecting("status of 403")) {
      Page page = ada.page();
      page.navigate("/sign-in");
      page.getByLabel("Organisation").fill("ada@nowhere.example");
      press(page, "Continue");
      page.getByText("No organisation here is found").waitFor();
      page.getByLabel("Organisation").fill("ada@Demo.example");
      press(page, "Continue");
      page.locator("#password").waitFor();
      assertThat(page.locator("#username").inputValue()).isEqualTo("ada@Demo.example");
      proveToBeAda(page, KeycloakServer.passwordOfAda("demo"));
      page.waitForURL("**/demo/");

      letTimePass();
      page.navigate("/demo/history?q=range");
      page.waitForURL("**/demo/history?q=range");
      page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("History")).waitFor();

      keycloak.endSessions("demo");
      letTimePass();
      page.navigate("/demo/history?q=range");
      page.getByText("Your group membership was last confirmed").waitFor();
      follow(page, "Sign in with Keycloak");
      proveToBeAda(page, KeycloakServer.passwordOfAda("demo"));
      page.waitForURL("**/demo/history?q=range");
    }
  }

  /** What the provider said of her groups is older than it may be. */
  private static void letTimePass() {
    portal.execute(
        "update person set groups_seen_at = groups_seen_at - interval '13 hours'"
            + " where user_name = 'ada'");
  }

  @Test
  void who_signs_out_at_the_provider_too_is_asked_for_the_password_again() {
    register("demo");
    give("demo", "g-analysts", "Viewers");
    try (Visit ada = stranger().expecting(FRAMED)) {
      Page page = ada.page();
      signIn(page, "demo");
      page.navigate("/demo/sign-out");
      press(page, "Sign out");
      page.getByText("You are signed out").first().waitFor();
      page.navigate("/demo/me");
      assertThat(page.url()).contains("/demo/sign-in");
      follow(page, "Sign in with Keycloak");
      page.waitForURL("**/demo/me");

      page.navigate("/demo/sign-out");
      press(page, "Sign out");
      follow(page, "Sign out at Keycloak");
      page.locator("#kc-logout").click();
      page.waitForURL("**/demo/sign-out");

      page.navigate("/demo/me");
      follow(page, "Sign in with Keycloak");
      page.locator("#password").waitFor();
      assertThat(page.url()).startsWith(keycloak.issuer("demo"));
      assertThat(ada.complaints()).isEmpty();
    }
  }

  @Test
  void who_signs_out_at_the_provider_is_signed_out_here() {
    register("demo");
    give("demo", "g-analysts", "Viewers");
    try (Visit ada = stranger();
        Visit elsewhere = stranger()) {
      signIn(ada.page(), "demo");
      signIn(elsewhere.page(), "demo");
      Page tab = ada.newTab();
      tab.navigate(keycloak.signOut("demo"));

      Response told =
          tab.waitForResponse("**/demo/sign-in/ended?**", () -> tab.locator("#kc-logout").click());

      assertThat(told.status()).isEqualTo(200);
      assertThat(told.url()).contains("sid=", "iss=");
      ada.page().reload();
      assertThat(ada.page().url()).contains("/demo/sign-in?back=");
      elsewhere.page().reload();
      assertThat(elsewhere.page().url()).endsWith("/demo/me");
    }
  }

  @Test
  void a_rotation_of_keys_keeps_nobody_out() {
    register("demo");
    give("demo", "g-analysts", "Viewers");
    try (Visit before = stranger();
        Visit after = stranger()) {
      signIn(before.page(), "demo");
      List<String> old = keycloak.keys("demo");

      keycloak.rotateKeys("demo");
      signIn(after.page(), "demo");

      assertThat(keycloak.keys("demo")).isNotEmpty().doesNotContainAnyElementsOf(old);
      assertThat(main(after.page())).contains("Your role: Viewers");
      before.page().reload();
      assertThat(main(before.page())).contains("Your role: Viewers");
    }
  }

  @Test
  void a_backend_gets_the_persons_own_token_which_is_renewed_until_the_provider_ends_it()
      throws ParseException {
    register("demo", Map.of("personTokens", true));
    give("demo", "g-analysts", "Administrators");
    WireMockServer livy =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    livy.start();
    livy.stubFor(any(anyUrl()).willReturn(okJson("{\"from\":0,\"total\":0,\"sessions\":[]}")));
    ApiClient admin = portal.as("admin");
    String workspace = admin.post("/workspaces", byPerson(livy.port())).expect(201).id();
    try (Visit ada = stranger()) {
      signIn(ada.page(), "demo");
      ApiClient hers = restToken(ada.page());
      long renewals = keycloak.renewals("demo");

      assertThat(token(hers, workspace).getString("result")).isEqualTo("OK");
      assertThat(token(hers, workspace).getString("result")).isEqualTo("OK");
      JWTClaimsSet shown = lastShown(livy);
      assertThat(shown.getIssuer()).isEqualTo(keycloak.issuer("demo"));
      assertThat(shown.getStringClaim("preferred_username")).isEqualTo("ada");
      assertThat(keycloak.renewals("demo")).isEqualTo(renewals + 1);
      List<String> secrets = List.of(lastBearer(livy), REFRESH_TOKEN_BEGINS);
      assertThat(portal.columnsWith(secrets)).isEmpty();
      assertThat(portal.server().log()).doesNotContain(secrets);
      assertThat(ada.page().content()).doesNotContain(secrets);

      portal.execute("update person_access_token set renew_at = now(), expires_at = now()");
      assertThat(token(hers, workspace).getString("result")).isEqualTo("OK");
      assertThat(lastShown(livy).getJWTID()).isNotEqualTo(shown.getJWTID());
      assertThat(keycloak.renewals("demo")).isEqualTo(renewals + 2);

      keycloak.revoke("demo");
      portal.execute("update person_access_token set renew_at = now(), expires_at = now()");
      JsonObject refused = token(hers, workspace);
      assertThat(refused.getString("result")).isEqualTo("FAILED");
      assertThat(refused.getString("finding")).contains("invalid_grant", "must sign in again");

      // A sign-in that brings a refresh token for later leaves no session behind at Keycloak.
      ada.page().navigate("/demo/sign-in/provider?back=/demo/me");
      proveToBeAda(ada.page(), KeycloakServer.passwordOfAda("demo"));
      ada.page().waitForURL("**/demo/me");
      assertThat(token(hers, workspace).getString("result")).isEqualTo("OK");
    } finally {
      admin.delete("/workspaces/" + workspace).expect(204);
      livy.stop();
    }
  }

  private static Map<String, Object> byPerson(int port) {
    return Map.of(
        "name",
        "Of the person",
        "kind",
        "APACHE_LIVY",
        "url",
        "http://127.0.0.1:" + port,
        "credential",
        Map.of("type", "SIGNED_IN_PERSON", "scope", "openid"));
  }

  private static ApiClient restToken(Page page) {
    page.navigate("/demo/me");
    page.locator("[id$=':name']").fill("keycloak");
    press(page, "Create token");
    return ApiClient.bearer(portal.uri(), page.locator(".token-text code").innerText());
  }

  /** What a check of the workspace says of the token for it. */
  private static JsonObject token(ApiClient hers, String workspace) {
    return hers
        .post("/workspaces/" + workspace + "/check", Map.of())
        .expect(200)
        .json()
        .getJsonArray("checks")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(check -> check.getString("check").equals("TOKEN"))
        .findFirst()
        .orElseThrow();
  }

  private static JWTClaimsSet lastShown(WireMockServer livy) throws ParseException {
    return SignedJWT.parse(lastBearer(livy)).getJWTClaimsSet();
  }

  private static String lastBearer(WireMockServer livy) {
    return livy.getAllServeEvents()
        .get(0)
        .getRequest()
        .getHeader("Authorization")
        .substring("Bearer ".length());
  }
}
