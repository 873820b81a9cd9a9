package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.PageClient.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages let nobody do. The portal believes it stands behind a proxy that speaks HTTPS. */
class SecurityIT {
  private static final String OURS = "https://portal.example";
  private static final String COOKIE = "__Host-lakegate-demo";
  private static final String[] FROM_US = {"Origin", OURS};

  private static LakegateServer portal;
  private static PageClient pages;

  @BeforeAll
  static void start() {
    portal = new LakegateServer().with("LAKEGATE_PUBLIC_URL", OURS).start();
    pages = new PageClient(portal.uri());
  }

  @AfterAll
  static void end() {
    portal.close();
  }

  private static Page signIn(String userName) {
    return pages.signIn("/demo/sign-in", userName, LakegateServer.PASSWORD, FROM_US);
  }

  @Test
  void pages_run_only_our_scripts() {
    String policy = pages.get("/demo/sign-in").header("Content-Security-Policy");

    assertThat(policy.replaceAll("'nonce-[A-Za-z0-9+/=_-]{16,}'", "NONCE"))
        .isEqualTo(
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src"
                + " 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self';"
                + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors"
                + " 'none'; script-src 'self' NONCE;");
    assertThat(policy).isNotEqualTo(pages.get("/demo/sign-in").header("Content-Security-Policy"));
  }

  @Test
  void every_answer_says_how_it_may_be_used() {
    Stream<Page> answers =
        Stream.of(
            pages.get("/demo/sign-in"),
            pages.get("/demo/"),
            pages.get("/nothing/here"),
            pages.get("/api/v1/sessions"));

    assertThat(answers)
        .allSatisfy(
            page -> {
              assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
              assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
              assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
              assertThat(page.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
              assertThat(page.header("Server")).isEmpty();
              assertThat(page.header("X-Powered-By")).isEmpty();
            });
  }

  @Test
  void our_pages_carry_neither_inline_scripts_nor_styles() {
    String cookie = signIn("admin").cookie();

    assertThat(Stream.of("/demo/sign-in", "/demo/", "/sign-in", "/demo/nothing"))
        .allSatisfy(
            path ->
                assertThat(pages.get(path, "Cookie", cookie).body())
                    .doesNotContainPattern("<script(?![^>]*\\b(src|nonce)=)")
                    .doesNotContainPattern("<[^>]+\\sstyle=")
                    .doesNotContainPattern("<[^>]+\\son[a-z]+=")
                    .doesNotContain("<style", "javascript:"));
  }

  @Test
  void a_form_sent_from_elsewhere_is_refused() {
    Stream<Page> answers =
        Stream.of(
            pages.signIn("/demo/sign-in", "editor", LakegateServer.PASSWORD),
            pages.signIn(
                "/demo/sign-in",
                "editor",
                LakegateServer.PASSWORD,
                "Origin",
                "https://evil.example"),
            pages.signIn("/demo/sign-in", "editor", LakegateServer.PASSWORD, "Origin", "null"),
            pages.signIn(
                "/demo/sign-in",
                "editor",
                LakegateServer.PASSWORD,
                "Origin",
                "https://portal.example.evil.example"),
            pages.signIn(
                "/demo/sign-in",
                "editor",
                LakegateServer.PASSWORD,
                "Referer",
                "https://evil.example/?https://portal.example/"));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(403);
              assertThat(answer.cookies()).isEmpty();
            });
  }

  @Test
  void the_cookie_of_a_sign_in_is_for_this_host_alone_and_out_of_reach_of_scripts() {
    Page signedIn = signIn("editor");

    assertThat(signedIn.cookies()).hasSize(1);
    assertThat(signedIn.cookies().get(0))
        .startsWith(COOKIE + "=")
        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContainIgnoringCase("Domain=")
        .doesNotContainIgnoringCase("Max-Age=")
        .doesNotContainIgnoringCase("Expires=");
  }

  @Test
  void a_cookie_known_before_the_sign_in_is_worth_nothing_after_it() {
    String planted = COOKIE + "=" + "a".repeat(43);

    Page first =
        pages.signIn(
            "/demo/sign-in", "editor", LakegateServer.PASSWORD, "Origin", OURS, "Cookie", planted);
    Page second = signIn("editor");

    assertThat(first.cookie()).startsWith(COOKIE).isNotEqualTo(planted);
    assertThat(second.cookie()).isNotEqualTo(first.cookie());
    assertThat(pages.get("/demo/", "Cookie", planted).leadsTo()).startsWith("/demo/sign-in");
    assertThat(pages.get("/demo/", "Cookie", first.cookie()).status()).isEqualTo(200);
  }

  @Test
  void a_sign_in_is_for_one_tenant() {
    String cookie = signIn("editor").cookie();

    Page other =
        pages.get("/operator/", "Cookie", cookie.replace("lakegate-demo", "lakegate-operator"));

    assertThat(other.leadsTo()).startsWith("/operator/sign-in");
  }

  @Test
  void a_sign_in_leads_nowhere_but_into_its_own_tenant() {
    Stream<String> addresses =
        Stream.of(
            "https://evil.example/",
            "//evil.example/demo/",
            "/\\evil.example",
            "/demo/\\evil.example",
            "/operator/",
            "/demo",
            "javascript:alert(1)",
            "/demo/../operator/",
            "");

    assertThat(addresses.map(back -> signInBackTo(back).leadsTo()))
        .allSatisfy(
            address ->
                assertThat(java.net.URI.create(address).normalize().toString())
                    .startsWith("/demo/"));
    assertThat(signInBackTo("/demo/history?q=select").leadsTo())
        .isEqualTo("/demo/history?q=select");
    Page split = signInBackTo("/demo/\r\nX-Split: yes");
    assertThat(split.header("X-Split")).isEmpty();
    assertThat(split.status()).isLessThan(500);
  }

  private static Page signInBackTo(String back) {
    String query = "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    return pages.signIn("/demo/sign-in" + query, "admin", LakegateServer.PASSWORD, FROM_US);
  }

  @Test
  void a_sign_in_without_a_name_or_a_password_is_asked_for_it() {
    for (String missing : List.of("signIn:userName", "signIn:password")) {
      Page page = pages.get("/demo/sign-in");
      Map<String, String> fields = page.fields();
      fields.put("signIn:userName", "viewer");
      fields.put("signIn:password", "guess");
      fields.put("signIn", "signIn");
      fields.remove(missing);

      Page asked = pages.post("/demo/sign-in", fields, "Origin", OURS, "Cookie", page.cookie());

      assertThat(asked.status()).isEqualTo(200);
      assertThat(asked.cookies()).isEmpty();
    }
  }

  @Test
  void guessing_passwords_locks_the_account_for_a_while() {
    for (int guess = 0; guess < 5; guess++) {
      assertThat(pages.signIn("/demo/sign-in", "viewer", "guess-" + guess, FROM_US).cookies())
          .isEmpty();
    }

    Page right = signIn("viewer");

    assertThat(right.cookies()).isEmpty();
    assertThat(right.body()).containsIgnoringCase("seconds");
  }

  @Test
  void a_forged_host_appears_in_no_answer() {
    Stream<String> requests =
        Stream.of(
            "GET /demo/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            "GET http://evil.example/demo/ HTTP/1.1\r\nHost: evil.example\r\n"
                + "Connection: close\r\n\r\n",
            "GET /demo/ HTTP/1.1\r\nHost: portal.example\r\nX-Forwarded-Host: evil.example\r\n"
                + "Connection: close\r\n\r\n",
            "GET /demo/sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            "GET /api/v1/sessions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(requests.map(pages::raw))
        .allSatisfy(answer -> assertThat(answer).doesNotContain("evil.example"));
  }

  @Test
  void what_is_no_page_of_ours_is_not_served() {
    Stream<String> paths =
        Stream.of(
            "/WEB-INF/web.xml",
            "/demo/WEB-INF/web.xml",
            "/demo/../WEB-INF/web.xml",
            "/demo/%2e%2e/WEB-INF/web.xml",
            "/demo/..;/WEB-INF/web.xml",
            "/demo/%2fWEB-INF/web.xml",
            "/demo/jakarta.faces.resource/../WEB-INF/web.xml",
            "/demo/jakarta.faces.resource/%2e%2e/WEB-INF/web.xml",
            "/demo/jakarta.faces.resource/web.xml?ln=../WEB-INF",
            "/demo/jakarta.faces.resource/web.xml?ln=..%2fWEB-INF",
            "/demo/jakarta.faces.resource/../../WEB-INF/web.xml.xhtml",
            "/jakarta.faces.resource/../WEB-INF/web.xml",
            "/jakarta.faces.resource//WEB-INF/web.xml",
            "/jakarta.faces.resource/..%5cWEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/sign-in.xhtml",
            "/demo/sign-in.xhtml",
            "/home.xhtml",
            "/demo/jakarta.faces.resource/home.xhtml",
            "/WEB-INF/templates/layout.xhtml",
            "/demo/%00");

    assertThat(
            paths.map(
                path ->
                    pages.raw("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")))
        .allSatisfy(
            answer -> {
              assertThat(answer).doesNotStartWith("HTTP/1.1 200").doesNotStartWith("HTTP/1.1 5");
              assertThat(answer).doesNotContain("<web-app", "ui:composition", "Manifest-Version");
              assertNoTrace(answer);
            });
  }

  @Test
  void no_answer_shows_what_went_wrong_inside() {
    String cookie = signIn("admin").cookie();
    String unknown = UUID.randomUUID().toString();
    Stream<Page> answers =
        Stream.of(
            pages.get("/demo/nothing", "Cookie", cookie),
            pages.get("/nothing"),
            pages.get("/demo/sessions/" + unknown, "Cookie", cookie),
            pages.get("/demo/history/" + unknown, "Cookie", cookie),
            pages.get("/demo/history?after=xyz&from=never", "Cookie", cookie),
            pages.get("/demo/sessions?state=GONE", "Cookie", cookie),
            pages.get("/demo/sign-in?back=%00"),
            pages.post("/demo/sign-in", Map.of("x", "y"), FROM_US),
            pages.post(
                "/demo/sign-in",
                Map.of("jakarta.faces.ViewState", "rO0ABXNy", "signIn", "signIn"),
                FROM_US),
            pages.post(
                "/demo/",
                Map.of("jakarta.faces.ViewState", "1:1"),
                "Cookie",
                cookie,
                "Origin",
                OURS));

    assertThat(answers.toList())
        .allSatisfy(
            page -> {
              assertThat(page.status()).isNotEqualTo(500);
              assertNoTrace(page.body());
            });
  }

  private static void assertNoTrace(String body) {
    assertThat(List.of("Exception", "\tat ", "java.", "jakarta.faces.F", "Payara", "glassfish"))
        .allSatisfy(trace -> assertThat(body).doesNotContain(trace));
  }
}
