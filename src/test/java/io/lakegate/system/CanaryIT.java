package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lakegate.client.oidc.Certificates;
import io.lakegate.client.oidc.OidcCertificate;
import io.lakegate.system.ApiClient.Answer;
import io.lakegate.system.PageClient.Page;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A secret of its own in each field that takes one, and then a look everywhere. The name of a
 * workspace is no secret and is looked for too: a look that does not find it sees nothing at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryIT {
  private static final String IN_CLEAR = "no secret";

  private final TestPortal portal = TestPortal.get();
  private final PageClient pages = new PageClient(portal.uri());

  /** What is looked for, by what it is. */
  private final Map<String, String> planted = new LinkedHashMap<>();

  /** What the portal answered while all this was given to it, by what was asked. */
  private final Map<String, String> apiAnswers = new LinkedHashMap<>();

  private final Map<String, String> pageAnswers = new LinkedHashMap<>();
  private final List<String> workspaces = new ArrayList<>();

  /** What reached a backend, which says all of it back. */
  private final Queue<String> reached = new ConcurrentLinkedQueue<>();

  private HttpServer backend;
  private String person;
  private ApiClient admin;
  private String cookie;

  private String plant(String what) {
    String secret = "canary-" + UUID.randomUUID();
    planted.put(what, secret);
    return secret;
  }

  @BeforeAll
  void plantEverywhere() throws IOException {
    planted.put(IN_CLEAR, "workspace-" + UUID.randomUUID());
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext("/", this::sayItBack);
    backend.start();
    plantPassword();
    plantTokens();
    plantCredentials();
    plantProvider();
  }

  @AfterAll
  void remove() {
    workspaces.forEach(id -> admin.delete("/workspaces/" + id).expect(204));
    admin.delete("/identity-provider");
    backend.stop(0);
    admin.get("/tokens?own=true").items().stream()
        .map(one -> one.getString("id"))
        .forEach(id -> portal.as("admin").delete("/tokens/" + id));
  }

  private String address() {
    return "http://127.0.0.1:" + backend.getAddress().getPort();
  }

  private void sayItBack(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String all = exchange.getRequestHeaders().getFirst("Authorization") + " " + body;
    reached.add(all);
    byte[] answer =
        Json.createObjectBuilder()
            .add("error", "invalid_client")
            .add("error_description", all)
            .add("msg", all)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(400, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Changed on its page, once in vain, then typed at a sign-in and where it is wrong. */
  private void plantPassword() {
    person = portal.newPerson("ADMINISTRATORS");
    cookie = signIn(LakegateServer.PASSWORD).cookie();
    String password = plant("password");
    String wrong = plant("wrong password");
    Map<String, String> typed = new HashMap<>();
    typed.put("password:current", LakegateServer.PASSWORD);
    typed.put("password:chosen", password);
    typed.put("password:repeated", wrong);
    assertThat(send("/demo/password", "password", typed).status()).isEqualTo(200);
    typed.put("password:repeated", password);
    assertThat(send("/demo/password", "password", typed).leadsTo()).isEqualTo("/demo/me");
    pageAnswers.put("a wrong password", signIn(wrong).body());
    cookie = signIn(password).cookie();
    planted.put("cookie", cookie.substring(cookie.indexOf('=') + 1));
  }

  private Page signIn(String password) {
    return pages.signIn("/demo/sign-in", person, password, "Origin", portal.uri().toString());
  }

  /** Fills in this form of the page, as far as its fields are typed into, and sends it. */
  private Page send(String path, String form, Map<String, String> typed) {
    Map<String, String> fields = pages.get(path, "Cookie", cookie).fields();
    fields
        .keySet()
        .removeIf(name -> !name.matches("(jakarta|primefaces|lakegate)[.].*|" + form + "(:.*)?"));
    fields.putAll(typed);
    Page answer = pages.post(path, fields, "Cookie", cookie, "Origin", portal.uri().toString());
    pageAnswers.put(path + " with " + typed.keySet(), answer.body());
    return answer;
  }

  private void plantTokens() {
    ApiClient byPassword = ApiClient.basic(portal.uri(), person, planted.get("password"));
    Map<String, Object> form = Map.of("name", "canary", "tenant", "demo");
    String token = byPassword.post("/tokens", form).expect(201).json().getString("token");
    planted.put("token", token);
    planted.put("signature of the token", token.substring(token.lastIndexOf('.') + 1));
    admin = ApiClient.bearer(portal.uri(), token);
    ApiClient mistaken = ApiClient.basic(portal.uri(), person, planted.get("wrong password"));
    apiAnswers.put("a wrong password", mistaken.post("/tokens", form).expect(401).body());
    apiAnswers.put(
        "a token cut short",
        ApiClient.bearer(portal.uri(), token.substring(0, token.length() - 4))
            .get("/tokens")
            .expect(401)
            .body());
  }

  private void plantCredentials() {
    plantCredential("BASIC", Map.of("user", "lakegate"));
    plantCredential("BEARER", Map.of());
    plantCredential(
        "CLIENT_CREDENTIALS", Map.of("clientId", "lakegate", "tokenUrl", address() + "/token"));
    Stream.of("BASIC", "CLIENT_CREDENTIALS")
        .flatMap(type -> Stream.of(type, "automation " + type))
        .toList()
        .forEach(
            what -> planted.put(what + " as it is sent", base64("lakegate:" + planted.get(what))));
    send(
        "/demo/admin/workspaces/new",
        "form",
        Map.of(
            "form:name",
            " ",
            "form:kind",
            "APACHE_LIVY",
            "form:url",
            address(),
            "form:credential_type",
            "BEARER",
            "form:credential_secret",
            plant("BEARER of a page with a mistake"),
            "form:automationCredential_type",
            ""));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** For people and for the automation; given, changed, refused for a mistake elsewhere, used. */
  private void plantCredential(String type, Map<String, String> more) {
    Map<String, Object> form = new HashMap<>();
    form.put("name", planted.get(IN_CLEAR) + " " + type);
    form.put("kind", "APACHE_LIVY");
    form.put("url", address());
    form.put("credential", credential(type, plant("first " + type), more));
    Answer made = answered("POST /workspaces " + type, admin.post("/workspaces", form).expect(201));
    workspaces.add(made.id());
    String path = "/workspaces/" + made.id();
    form.put("version", made.json().getInt("version"));
    form.put("credential", credential(type, plant(type), more));
    form.put("automationCredential", credential(type, plant("automation " + type), more));
    form.put("requestTimeout", "never");
    answered("PUT with a mistake " + type, admin.put(path, form).expect(400));
    form.remove("requestTimeout");
    answered("PUT " + type, admin.put(path, form).expect(200));
    answered("PUT of old " + type, admin.put(path, form).expect(409));
    answered("check " + type, admin.post(path + "/check", Map.of()).expect(200));
    Page checked = send("/demo/admin" + path, "checkForm", Map.of("checkForm:check", "Check"));
    assertThat(checked.status()).isEqualTo(200);
  }

  private static Map<String, String> credential(
      String type, String secret, Map<String, String> more) {
    Map<String, String> credential = new HashMap<>(more);
    credential.put("type", type);
    credential.put("secret", secret);
    return credential;
  }

  private Answer answered(String asked, Answer answer) {
    apiAnswers.put(asked, answer.body());
    return answer;
  }

  private void plantProvider() {
    Map<String, Object> form = new HashMap<>();
    form.put("name", "Canary");
    form.put("issuer", address());
    form.put("clientId", "lakegate");
    form.put("secret", plant("client secret"));
    OidcCertificate pair = pair(1);
    form.put("certificate", pair.certificatePem());
    form.put("privateKey", plantKey("private key", pair));
    answered("PUT /identity-provider", admin.put("/identity-provider", form).expect(200));
    form.put("version", admin.get("/identity-provider").json().getInt("version"));
    form.put("privateKey", plantKey("key of another certificate", pair(2)));
    answered("PUT with another key", admin.put("/identity-provider", form).expect(400));
    answered("POST", admin.post("/identity-provider/certificate", Map.of()).expect(200));
    pageAnswers.put("trial", pages.get("/demo/admin/sign-in/trial", "Cookie", cookie).body());
    // The same on its page, where neither mistake brings back what was typed.
    Map<String, String> typed = new HashMap<>();
    typed.put("form:name", " ");
    typed.put("form:secret", plant("client secret of a page with a mistake"));
    typed.put("form:certificate", pair.certificatePem());
    typed.put("form:privateKey", plantKey("key of a page with a mistake", pair(3)));
    assertThat(send("/demo/admin/sign-in", "form", typed).status()).isEqualTo(200);
    typed.put("form:name", "Canary");
    typed.put("form:scopes", "profile");
    typed.put("form:userNameClaims", "email");
    typed.put("form:groupClaims", "groups");
    assertThat(send("/demo/admin/sign-in", "form", typed).status()).isEqualTo(200);
  }

  private static OidcCertificate pair(int keys) {
    return Certificates.made(keys, "CN=Canary", Instant.now(), Duration.ofDays(1));
  }

  /**
   * Looked for is one line, for what stands between the lines may be written anew: of the private
   * exponent. What is before it, the modulus, is in the certificate too.
   */
  private String plantKey(String what, OidcCertificate pair) {
    String pem = pair.keyPem();
    planted.put(what, pem.lines().skip(8).findFirst().orElseThrow());
    return pem;
  }

  /** Where which of the planted occurs. */
  private List<String> found(Map<String, String> read) {
    List<String> found = new ArrayList<>();
    read.forEach(
        (where, text) ->
            planted.forEach(
                (what, secret) -> {
                  if (text.contains(secret)) {
                    found.add(where + ": " + what);
                  }
                }));
    return found;
  }

  private static void assertNoSecret(List<String> found) {
    assertThat(found).isNotEmpty().allMatch(one -> one.endsWith(": " + IN_CLEAR));
  }

  private String read(String path) {
    return admin.get(path).expect(200).body();
  }

  private String page(String path) {
    Page page = pages.get("/demo" + path, "Cookie", cookie);
    assertThat(page.status()).as(path).isEqualTo(200);
    return page.body();
  }

  private List<String> events() {
    return admin.get("/audit-events?limit=200&actor=" + person).expect(200).items().stream()
        .map(one -> one.getString("id"))
        .toList();
  }

  private String member() {
    JsonObject member = admin.get("/members?q=" + person).expect(200).items().get(0);
    return "/members/" + member.getString("id");
  }

  @Test
  void each_credential_reaches_the_backend_it_is_for() {
    String all = String.join("\n", reached);

    assertThat(planted)
        .allSatisfy(
            (what, secret) -> {
              if (what.matches("(automation )?BEARER|.* as it is sent")) {
                assertThat(all).as(what).contains(secret);
              }
            });
  }

  @Test
  void the_api_answers_with_none() {
    Map<String, String> read = new LinkedHashMap<>(apiAnswers);
    Stream.of(
            "/workspaces?limit=200",
            "/identity-provider",
            "/tokens?limit=200",
            "/members?limit=200",
            "/group-roles",
            member(),
            member() + "/why")
        .forEach(path -> read.put(path, read(path)));
    workspaces.forEach(id -> read.put("workspace " + id, read("/workspaces/" + id)));
    admin
        .get("/tokens?own=true")
        .items()
        .forEach(one -> read.put("token", read("/tokens/" + one.getString("id"))));

    assertNoSecret(found(read));
  }

  @Test
  void pages_show_none() {
    Map<String, String> read = new LinkedHashMap<>(pageAnswers);
    Stream.of(
            "/",
            "/me",
            "/password",
            "/admin",
            "/admin/workspaces",
            "/admin/sign-in",
            "/admin/tokens",
            "/admin/members",
            "/admin" + member())
        .forEach(path -> read.put(path, page(path)));
    workspaces.forEach(id -> read.put("workspace " + id, page("/admin/workspaces/" + id)));

    assertNoSecret(found(read));
  }

  @Test
  void the_audit_trail_keeps_none() {
    Map<String, String> read = new LinkedHashMap<>();
    Stream.of(
            "/audit-events?limit=200",
            "/audit-events/export",
            "/audit-events/export?format=csv",
            "/audit-events/heads")
        .forEach(path -> read.put(path, read(path)));
    Stream.of("/admin/audit", "/admin/audit/export?format=json", "/admin/audit/export?format=csv")
        .forEach(path -> read.put(path, page(path)));
    List<String> events = events();
    events.forEach(id -> read.put("event " + id, read("/audit-events/" + id)));
    events.forEach(id -> read.put("page of event " + id, page("/admin/audit/" + id)));

    assertThat(events).hasSizeGreaterThan(10);
    assertNoSecret(found(read));
  }

  @Test
  void the_log_tells_none() {
    String log = portal.server().log();

    assertThat(log).contains("Signing in to demo");
    assertThat(found(Map.of("log", log))).isEmpty();
  }

  @Test
  void the_database_has_none_in_clear() {
    List<String> found = portal.columnsWith(planted.values());

    assertThat(found)
        .contains("audit_event.subject_name: " + planted.get(IN_CLEAR))
        .allMatch(one -> one.endsWith(": " + planted.get(IN_CLEAR)));
    assertThat(portal.columnsWith(List.of("PRIVATE KEY-----"))).isEmpty();
    assertThat(
            portal.count(
                "workspace where credential_secret like 'v1:%' and automation_secret like 'v1:%'"
                    + " and name like '"
                    + planted.get(IN_CLEAR)
                    + "%'"))
        .isEqualTo(workspaces.size());
  }
}
