package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.PageClient.Page;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is answered at addresses, by methods and to headers that no page and no client of ours uses.
 */
class AddressesIT {
  private static final List<String> VENDORS =
      List.of("Payara", "GlassFish", "Grizzly", "Jersey", "Mojarra", "Exception", "\tat ");

  private final TestPortal portal = TestPortal.get();
  private final PageClient pages = new PageClient(portal.uri());

  private String raw(String line, String... headers) {
    return pages.raw(
        line
            + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
            + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat)
            + "\r\n");
  }

  private static void assertOurPage(String answer, String status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .contains("X-Frame-Options: DENY", "Content-Type: text/html", "Lakegate</title>");
    assertNothingForeign(answer);
  }

  private static void assertProblem(String answer, String status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .contains("X-Frame-Options: DENY", "Content-Type: application/problem+json", "\"code\":");
    assertNothingForeign(answer);
  }

  private static void assertNothingForeign(String answer) {
    assertThat(answer).doesNotContain(VENDORS).doesNotContainIgnoringCase("jsessionid");
  }

  private String signedIn() {
    return "Cookie: "
        + pages
            .signIn(
                "/demo/sign-in",
                "admin",
                LakegateServer.PASSWORD,
                "Origin",
                portal.uri().toString())
            .cookie();
  }

  @Test
  void a_host_that_is_none_is_refused_by_us_and_not_answered_with_nothing() {
    for (String host : List.of("", "a:b:c", "a b", "127.0.0.1:abc")) {
      String rest = " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";

      assertOurPage(pages.raw("GET /demo/sign-in" + rest), "400");
      assertProblem(pages.raw("GET /api/v1/tokens" + rest), "400");
    }
  }

  @Test
  void a_body_whose_type_claims_a_quality_is_of_no_type_we_take() {
    assertProblem(raw("POST /api/v1/tokens", "Content-Type: application/json;q=2"), "415");
    assertProblem(raw("GET /api/v1/tokens", "Content-Type: text/html; Q=abc"), "415");
  }

  @Test
  void a_strangers_form_that_is_too_large_for_the_api_is_refused_with_our_headers() {
    String body = "a=" + "x".repeat(70_000);

    String answer =
        pages.raw(
            "POST /api/v1/oauth/token HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);

    assertProblem(answer, "413");
    assertThat(answer).contains("Content-Security-Policy: ", "Cache-Control: no-store");
  }

  @Test
  void a_path_that_could_be_read_two_ways_is_answered_by_our_error_page() {
    String cookie = signedIn();
    Stream<String> paths =
        Stream.of(
            "/health/..%2fadmin.xhtml",
            "/health/%2e%2e/admin.xhtml",
            "/health/..;/admin.xhtml",
            "/health;x",
            "/metrics/..%2f..%2fhome.xhtml",
            "/openapi/%2e%2e/live/session",
            "/health/%2e%2e/provider/callback",
            "/demo//admin",
            "//demo/admin",
            "/demo/./admin",
            "/demo/history/../admin",
            "/demo/history/..",
            "/demo/admin;jsessionid=1",
            "/%64emo/admin",
            "/demo/%61dmin",
            "/demo/%2561dmin",
            "/demo/%2fadmin",
            "/demo/\u0001",
            "/...",
            "/.../admin",
            "*");

    assertThat(paths.map(path -> raw("GET " + path, cookie)))
        .allSatisfy(answer -> assertOurPage(answer, "400"));
  }

  @Test
  void what_leads_around_the_api_is_a_problem_and_no_page() {
    Stream<String> paths =
        Stream.of(
            "/api/%2e%2e/home.xhtml",
            "/api/..%2fhome.xhtml",
            "/api/v1/../../home.xhtml",
            "/api/v1/sessions/..",
            "/api/v1/sessions;a=b",
            "/api;x/v1/sessions",
            "/api//v1/sessions",
            "//api/v1/sessions",
            "/api/v1/%252e%252e",
            "/api/v1/a%0ab");

    assertThat(paths.map(path -> raw("GET " + path)))
        .allSatisfy(answer -> assertProblem(answer, "400"));
    assertThat(Stream.of("/api", "/api/", "/api/v2/x").map(path -> raw("GET " + path)))
        .allSatisfy(answer -> assertProblem(answer, "404"));
    assertProblem(raw("GET /api/v1/sessions/"), "401");
    assertProblem(raw("TRACE /api/v1/sessions"), "405");
  }

  @Test
  void a_path_the_server_cannot_decode_is_answered_by_us_too() {
    Stream<String> paths =
        Stream.of(
            "/demo/%00",
            "/demo/%zz", "/demo/%", "/demo/%ff", "/demo/%c0%ae", "/demo\\admin", "/demo/\u00ff");

    assertThat(paths.map(path -> raw("GET " + path)))
        .allSatisfy(answer -> assertOurPage(answer, "400"));
    assertThat(Stream.of("/api/v1/%00", "/api/v1/%", "/api\\v1").map(path -> raw("GET " + path)))
        .allSatisfy(answer -> assertProblem(answer, "400"));
  }

  @Test
  void servlets_and_files_that_are_no_address_of_ours_are_not_there() {
    Stream<String> paths =
        Stream.of(
            "/home.xhtml",
            "/demo/home.xhtml",
            "/faces/home.xhtml",
            "/WEB-INF/web.xml",
            "/demo/WEB-INF/errorpages/404.xhtml",
            "/META-INF/MANIFEST.MF",
            "/live/session",
            "/provider/callback",
            "/export/history",
            "/metrics/x",
            "/openapi/ui",
            "/demo/sign-in/",
            "/demo/jakarta.faces.resource/page.js.xhtml?ln=../lakegate",
            "/demo/jakarta.faces.resource/page.js.xhtml?ln=lakegate&ln=..%2f..%2fWEB-INF",
            "/demo/jakarta.faces.resource/page.js.xhtml?ln=lakegate&con=../../WEB-INF",
            "/demo/jakarta.faces.resource/page.js.xhtml?ln=lakegate&loc=..%2fWEB-INF",
            "/jakarta.faces.resource/web.xml.xhtml?ln=..%2fWEB-INF");

    assertThat(paths.map(path -> raw("GET " + path)))
        .allSatisfy(answer -> assertOurPage(answer, "404"));
  }

  @Test
  void a_method_no_page_takes_is_refused_by_our_page() {
    assertThat(
            Stream.of("OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "MADEUP", "get")
                .map(method -> raw(method + " /demo/sign-in")))
        .allSatisfy(
            answer -> {
              assertOurPage(answer, "405");
              assertThat(answer).contains("Allow: GET, HEAD, POST");
            });
    assertThat(raw("HEAD /demo/sign-in/callback?code=c&state=s"))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: GET\r\n");
  }

  @Test
  void the_api_says_which_methods_it_takes_and_not_by_which_software() {
    ApiClient admin = portal.as("admin");

    assertThat(admin.send("OPTIONS", "/sessions", null, Map.of()))
        .satisfies(
            answer -> {
              assertThat(answer.header("Allow")).contains("GET", "POST");
              assertThat(answer.body()).doesNotContainIgnoringCase("jersey");
            });
    assertThat(admin.put("/sessions", Map.of()).header("Allow")).contains("GET", "POST");
    assertThat(admin.get("/application.wadl").code()).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void headers_nobody_can_read_and_long_queries_are_answered_as_usual() {
    String cookie = signedIn();
    String query = "?q=" + "a".repeat(8_000);

    assertThat(
            Stream.of("*/*;q=x", ";", "/", "application/json;q=2", "a".repeat(7_000))
                .map(accept -> raw("GET /demo/sign-in", "Accept: " + accept)))
        .allSatisfy(answer -> assertOurPage(answer, "200"));
    assertThat(
            Stream.of("*/*;q=x", ";", "/", "image/png")
                .map(accept -> raw("GET /api/v1/sessions", "Accept: " + accept)))
        .allSatisfy(answer -> assertProblem(answer, "40"));
    assertOurPage(raw("GET /demo/history" + query, cookie), "200");
    assertThat(raw("GET /demo/history" + query))
        .contains("Location: /demo/sign-in?back=%2Fdemo%2F\r\n");
    assertProblem(
        raw("GET /api/v1/statements" + query, "Authorization: Bearer " + "x".repeat(2_000)), "401");
  }

  @Test
  void a_form_that_is_too_large_is_told_so() {
    Page answer =
        pages.post(
            "/demo/sign-in",
            Map.of("signIn:userName", "a".repeat(8_000_000)),
            "Origin",
            portal.uri().toString());

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.body()).contains("This is too large");
  }

  @Test
  void no_request_makes_a_session_of_the_server() {
    String cookie = signedIn();
    Stream<String> lines =
        Stream.of(
            "GET /",
            "GET /sign-in",
            "GET /demo/",
            "GET /demo/sign-in",
            "GET /demo/nothing",
            "POST /demo/sign-in",
            "GET /demo/jakarta.faces.resource/page.js.xhtml?ln=lakegate",
            "GET /jakarta.faces.resource/page.js.xhtml?ln=lakegate",
            "GET /jakarta.faces.resource/home.xhtml",
            "GET /home.xhtml",
            "GET /WEB-INF/templates/layout.xhtml",
            "GET /health",
            "GET /metrics",
            "GET /openapi",
            "GET /api/v1/sessions",
            "GET /health/..%2fadmin.xhtml",
            "GET /api/..%2fhome.xhtml");

    assertThat(lines.map(line -> raw(line, cookie)))
        .allSatisfy(answer -> assertThat(answer).doesNotContainIgnoringCase("jsessionid"));
    assertThat(portal.server().log()).doesNotContain("A container session was made");
  }

  @Test
  void an_organisation_may_be_called_what_begins_like_an_address_of_the_server() {
    for (String slug : List.of("healthcare", "openapi2", "metrics-team", "apis")) {
      portal.execute(
          "insert into tenant (id, version, slug, name, created_at)"
              + " values (gen_random_uuid(), 0, '"
              + slug
              + "', 'Acme', now())");

      Page page = pages.get("/" + slug + "/sign-in");

      assertThat(page.status()).as(slug).isEqualTo(200);
      assertThat(page.body()).contains("Acme");
      portal.execute("delete from tenant where slug = '" + slug + "'");
    }
  }

  @Test
  void what_the_api_answers_is_kept_by_no_cache() {
    ApiClient admin = portal.as("admin");

    assertThat(
            Stream.of(
                admin.get("/tokens"),
                admin.post("/tokens", Map.of("name", "kept by nobody")),
                admin.get("/audit-events"),
                admin.get("/members"),
                admin.get("/nothing"),
                portal.nobody().get("/tokens")))
        .allSatisfy(answer -> assertThat(answer.header("Cache-Control")).isEqualTo("no-store"));
  }

  @Test
  void the_name_of_a_person_in_an_address_is_encoded() {
    ApiClient admin = portal.as("admin");
    String name = "jo+&_company#EXT#" + System.nanoTime();
    portal.execute(
        "update person set user_name = '"
            + name
            + "' where user_name = '"
            + portal.newPerson("ADMINISTRATORS")
            + "'");
    pages.signIn("/demo/sign-in", name, LakegateServer.PASSWORD, "Origin", portal.uri().toString());
    String event =
        admin
            .get("/audit-events?limit=1&actor=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
            .items()
            .get(0)
            .getString("id");

    Page page = pages.get("/demo/admin/audit/" + event, "Cookie", signedIn().substring(8));

    assertThat(page.body()).contains("/demo/admin/audit?actor=jo%2B%26_company%23EXT%23");
  }

  @Test
  void a_request_to_change_to_http_2_is_answered_over_http_1_by_the_filters() {
    String settings = "HTTP2-Settings: AAMAAABkAAQAAP__";

    String page =
        pages.raw(
            "GET /demo//admin HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
                + "Upgrade: h2c\r\n"
                + settings
                + "\r\n\r\n");

    assertOurPage(page, "400");
  }

  @Test
  void a_caller_who_speaks_http_2_at_once_gets_no_frame_of_it() {
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    String emptySettings = "\0\0\0\4\0\0\0\0\0";

    assertThat(pages.start(preface + emptySettings, "HTTP/".length())).isEqualTo("HTTP/");
  }

  @Test
  void a_body_is_read_whatever_protocol_its_sender_would_rather_speak() {
    String body = "username=nobody";

    String answer =
        pages.raw(
            "POST /demo/sign-in HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, close\r\n"
                + "Upgrade: carrier-pigeon\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);

    assertThat(answer).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 408");
    assertNothingForeign(answer);
  }

  @Test
  void the_log_has_a_refused_address_as_it_was_sent() {
    raw("GET /demo/%zz-of-a-page");
    raw("GET /api/%zz-of-a-program", "X-Lakegate-Asked: /forged");
    raw("GET /demo//plain", "X-Lakegate-Asked: /forged");

    assertThat(portal.server().log())
        .contains(" for /demo/%zz-of-a-page", " for /api/%zz-of-a-program", " for /demo//plain")
        .doesNotContain("/forged");
  }

  @Test
  void a_java_client_that_would_rather_speak_http_2_is_answered_over_http_1() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request =
        HttpRequest.newBuilder(portal.uri().resolve("/api/v1/oauth/token"))
            .timeout(Duration.ofSeconds(8))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=nothing"))
            .build();

    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(portal.server().log()).doesNotContain(".IgnoredUpgrades ");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":");
  }
}
