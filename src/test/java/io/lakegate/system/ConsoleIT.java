package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.lakegate.platform.web.AddressFilter;
import io.lakegate.system.pages.ConsolePage;
import io.lakegate.system.pages.SessionsPage;
import io.lakegate.system.pages.SignInPage;
import io.lakegate.system.pages.StatementCard;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of a person's work when things go otherwise than planned. */
class ConsoleIT {
  /** Goes on for ten minutes, whoever interrupts it. */
  private static final String DEAF =
      "var n = 0; while (n < 60000) { try { Thread.sleep(10); n += 1 }"
          + " catch { case e: InterruptedException => n += 1 } }";

  private final TestPortal portal = TestPortal.get();
  private final Organisation made = Organisation.get();
  private final String name = "otherwise " + UUID.randomUUID().toString().substring(0, 4);

  private Visit visit() {
    return Visit.signedIn(portal.uri(), "demo", "editor");
  }

  private static ConsolePage open(Page page, String session) {
    page.navigate("/demo/sessions/" + session);
    return new ConsolePage(page);
  }

  @Test
  void launch_pressed_twice_launches_once_and_back_leads_to_the_list() {
    long before = portal.count("session");
    try (Visit visit = visit()) {
      SessionsPage sessions = new SessionsPage(visit.page(), "demo").open();

      ConsolePage console = sessions.launchWithTwoClicks("Spark SQL", name).awaitState("Ready");
      String session = console.id();

      assertThat(portal.count("session")).isEqualTo(before + 1);
      visit.page().goBack();
      assertThat(visit.page().url()).endsWith("/demo/sessions");
      assertThat(sessions.offersLaunch()).isTrue();
      portal.as("editor").delete("/sessions/" + session).expect(202);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void code_is_still_there_when_the_sign_in_ran_out_while_it_was_typed() {
    try (Visit visit = visit().expecting("status of 401")) {
      ConsolePage console = open(visit.page(), made.live);
      console.type("SQL", "select 'worth keeping'");
      portal.execute(
          "delete from sign_in where created_at = (select max(created_at) from sign_in)");

      visit.page().keyboard().press("Control+Enter");
      visit.page().waitForURL("**/sign-in?back=*");
      assertThat(visit.page().locator("[data-drafts-kept]").innerText())
          .contains("What you typed is kept", "sign in again");
      new SignInPage(visit.page(), "demo").signIn("editor", LakegateServer.PASSWORD);

      assertThat(visit.page().url()).contains("/demo/sessions/" + made.live);
      console.editor();
      assertThat(console.typed()).isEqualTo("select 'worth keeping'");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void code_longer_than_a_statement_gets_a_sentence_and_is_not_sent() {
    long before = portal.count("statement");
    try (Visit visit = visit()) {
      open(visit.page(), made.live).editor();
      List<String> sent = new ArrayList<>();
      visit
          .page()
          .onRequest(
              request -> {
                if (request.method().equals("POST")) {
                  sent.add(request.url());
                }
              });

      for (int length : new int[] {500_001, AddressFilter.MAX_FORM + 1}) {
        submitCode(visit.page(), length);

        assertThat(visit.page().locator("[data-composer-problem]").innerText())
            .contains("This code has %,d characters".formatted(length))
            .contains("at most 500,000", "Nothing was sent", "your code is kept here");
        assertThat(typedLength(visit.page())).isEqualTo(length);
      }

      assertThat(sent).isEmpty();
      assertThat(portal.count("statement")).isEqualTo(before);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void code_a_proxy_finds_too_large_gets_a_sentence_and_stays_in_the_composer() {
    long before = portal.count("statement");
    try (Visit visit = visit().expecting("status of 413")) {
      open(visit.page(), made.live).editor();
      visit
          .page()
          .route(
              "**/sessions/" + made.live,
              route -> route.fulfill(new Route.FulfillOptions().setStatus(413)));

      submitCode(visit.page(), 400_000);

      assertThat(visit.page().locator("[data-composer-problem]:not(:empty)").innerText())
          .contains("a proxy in front of it", "your code is kept here", "run it in parts");
      assertThat(typedLength(visit.page())).isEqualTo(400_000);
      assertThat(portal.count("statement")).isEqualTo(before);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  /** Puts code into the field itself, because typing so much would take minutes. */
  private static void submitCode(Page page, int length) {
    page.locator("form.composer textarea.composer-code")
        .evaluate(
            "(area, length) => {"
                + " area.value = 'x'.repeat(length);"
                + " area.form.requestSubmit(area.form.querySelector('[type=submit]')); }",
            length);
  }

  private static int typedLength(Page page) {
    return (int)
        page.locator("form.composer textarea.composer-code").evaluate("area => area.value.length");
  }

  @Test
  void two_tabs_keep_two_sessions_apart() {
    try (Visit visit = visit()) {
      ConsolePage one = open(visit.page(), made.live);
      ConsolePage other = open(visit.newTab(), made.lost);
      one.type("SQL", "select 'in the first tab'");

      assertThat(other.hasComposer()).isFalse();
      assertThat(one.typed()).isEqualTo("select 'in the first tab'");
      one.run().await("Done");
      assertThat(other.statementCount()).isEqualTo(3);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void eight_consoles_in_one_browser_all_work_and_run_answers_in_each() {
    try (Visit visit = visit()) {
      List<ConsolePage> consoles = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        consoles.add(open(i == 0 ? visit.page() : visit.newTab(), made.live));
      }

      for (int i = 0; i < 8; i++) {
        String code = "select '" + name + " in window " + i + "'";

        assertThat(consoles.get(i).runAtOnce("SQL", code).await("Done").text())
            .contains("in window " + i);
      }

      // A statement that ran in the last tab is shown in the first one too.
      visit.page().getByText(name + " in window 7").first().waitFor();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void without_a_stream_of_events_the_console_asks_by_itself() {
    try (Visit visit = visit()) {
      visit.context().addInitScript("delete window.EventSource");
      ConsolePage console = open(visit.page(), made.live);

      assertThat(console.type("SQL", "select 'asked for'").run().await("Done").text())
          .contains("asked for");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void a_session_that_is_lost_while_one_looks_on_says_what_to_do() {
    ApiClient editor = portal.as("editor");
    String session = Catalogue.launch(editor, made.profile);
    Catalogue.awaitState(editor, session, "IDLE");
    try (Visit visit = visit()) {
      ConsolePage console = open(visit.page(), session);
      console.type("Scala", "Thread.sleep(600000)").run().await("Running");
      String remote = editor.get("/sessions/" + session).json().getString("remoteId");

      portal.sandbox().send("DELETE", "/sessions/" + remote, null);
      console.awaitState("Ended");

      assertThat(console.notices())
          .anySatisfy(
              notice ->
                  assertThat(notice)
                      .contains("This session is over", "variables are gone", "Statement 1"));
      assertThat(console.statement(1).await("Lost").text()).contains("it may have run");
      assertThat(visit.page().getByText("Run", new Page.GetByTextOptions().setExact(true)).all())
          .allSatisfy(run -> assertThat(run.isVisible()).isFalse());
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void code_that_does_not_heed_a_cancel_says_so_and_can_be_given_up() {
    ApiClient editor = portal.as("editor");
    String session = Catalogue.launch(editor, made.profile);
    Catalogue.awaitState(editor, session, "IDLE");
    try (Visit visit = visit()) {
      ConsolePage console = open(visit.page(), session);
      StatementCard first = console.type("Scala", DEAF).run().await("Running");
      console.type("Scala", "1 + 1").run().await("Waiting");
      first.cancel();
      first.await("Cancelling");
      portal.execute(
          "update statement set cancel_requested_at = cancel_requested_at - interval '6 minutes'"
              + " where cancel_requested_at is not null and session_id = '"
              + session
              + "'");

      first.awaitText("its code may still be running").giveUp();

      assertThat(first.await("Lost").text()).contains("gave it up", "may still run");
      assertThat(console.statement(2).await("Waiting").text()).contains("Waiting");
      assertThat(visit.complaints()).isEmpty();
    } finally {
      editor.delete("/sessions/" + session).expect(202);
    }
  }
}
