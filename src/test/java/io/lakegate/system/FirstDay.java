package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.pages.ConsolePage;
import io.lakegate.system.pages.HistoryPage;
import io.lakegate.system.pages.SessionProfilePage;
import io.lakegate.system.pages.SessionsPage;
import io.lakegate.system.pages.SignOutPage;
import io.lakegate.system.pages.StatementCard;
import io.lakegate.system.pages.WorkspacePage;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What an organisation does with Lakegate on its first day, in the browser, on real Spark. */
final class FirstDay {
  private final TestPortal portal;
  private final SandboxServer sandbox;
  private final String mark = UUID.randomUUID().toString().substring(0, 4);
  private final String workspace = "Analytics cluster " + mark;
  private final String profile = "Explore sales " + mark;
  private final String session = "sales " + mark;

  FirstDay(TestPortal portal) {
    this.portal = portal;
    this.sandbox = portal.sandbox();
  }

  private Visit visit(String userName) {
    return Visit.signedIn(portal.uri(), "demo", userName);
  }

  /** From a registered workspace to a session stopped at sign-out. */
  void pass() {
    try (Visit admin = visit("admin");
        Visit editor = visit("editor");
        Visit viewer = visit("viewer")) {
      registersAndChecksTheWorkspace(admin);
      makesAProfileWhileItsRequestIsShown(admin);

      ConsolePage console = launchesAndSeesItBecomeReady(editor);
      runsSqlAndReadsTheTable(console);
      runsScalaAndReadsWhatItPrinted(console);
      makesAMistakeAndUnfoldsItsTraceback(console);
      cancelsWhatTakesTooLong(console);

      readsTheHistory(viewer);
      watchesTheConsole(viewer, console.id());
      stopsItWhenSigningOut(editor, console.id());

      assertThat(viewer.complaints()).isEmpty();
      assertThat(editor.complaints()).isEmpty();
      assertThat(admin.complaints()).isEmpty();
    }
  }

  private void registersAndChecksTheWorkspace(Visit admin) {
    WorkspacePage page = new WorkspacePage(admin.page()).openNew();

    page.register(workspace, sandbox.uri().toString(), sandbox.token());

    assertThat(page.check())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found).contains("Works").doesNotContain("Does not"));
  }

  private void makesAProfileWhileItsRequestIsShown(Visit admin) {
    SessionProfilePage page = new SessionProfilePage(admin.page()).openNew();

    page.fillIn(profile, "Scala", workspace).giveSettings("spark.sql.shuffle.partitions = 4");

    assertThat(page.previewWith("shuffle.partitions"))
        .contains("\"kind\": \"spark\"", "\"spark.sql.shuffle.partitions\": \"4\"");
    page.save();
    assertThat(page.previewWith("shuffle.partitions")).contains("\"kind\": \"spark\"");
  }

  private ConsolePage launchesAndSeesItBecomeReady(Visit editor) {
    SessionsPage sessions = new SessionsPage(editor.page(), "demo").open();

    ConsolePage console = sessions.launch(profile, session).awaitState("Ready");

    assertThat(console.phases())
        .satisfiesExactly(
            queued -> assertThat(queued).startsWith("Queued"),
            starting -> assertThat(starting).startsWith("Starting"),
            ready -> assertThat(ready).startsWith("Ready"));
    return console;
  }

  private static void runsSqlAndReadsTheTable(ConsolePage console) {
    StatementCard card =
        console
            .type("SQL", "select id, id * 2 as twice from range(120) order by id")
            .run()
            .await("Done");

    assertThat(console.typed()).isEmpty();
    assertThat(card.column(1)).isEqualTo(numbers(0, 50));
    assertThat(card.nextPage().column(1)).isEqualTo(numbers(50, 100));
    assertThat(card.sortBy("twice").sortBy("twice").column(2)).startsWith("238", "236", "234");
    assertThat(card.csv()).hasSize(121).startsWith("id,twice", "119,238", "118,236");
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static void runsScalaAndReadsWhatItPrinted(ConsolePage console) {
    StatementCard card = console.type("Scala", "println(6 * 7)").pressRun().await("Done");

    assertThat(card.text()).contains("42");
  }

  private static void makesAMistakeAndUnfoldsItsTraceback(ConsolePage console) {
    StatementCard card =
        console
            .type("Scala", "throw new IllegalStateException(\"on purpose\")")
            .run()
            .await("Error");

    assertThat(card.text()).contains("on purpose").doesNotContain("elided");
    assertThat(card.unfoldTraceback().text()).contains("elided");
  }

  private static void cancelsWhatTakesTooLong(ConsolePage console) {
    StatementCard card = console.type("Scala", "Thread.sleep(600000)").run().await("Running");

    card.cancel();

    card.await("Cancelled");
    console.awaitState("Ready");
  }

  private static void readsTheHistory(Visit viewer) {
    HistoryPage history = new HistoryPage(viewer.page()).searchFromAnywhere("range(120)");
    assertThat(history.rows()).first().asString().startsWith("select id, id * 2 as twice");

    StatementCard card = history.openFirst();

    assertThat(card.column(2)).startsWith("0", "2", "4");
    assertThat(history.offersToRunAgain()).isFalse();
  }

  private void watchesTheConsole(Visit viewer, String id) {
    SessionsPage sessions = new SessionsPage(viewer.page(), "demo").open();
    assertThat(sessions.offersLaunch()).isFalse();
    assertThat(sessions.row(session)).contains("Ready", "editor").doesNotContain("Stop");

    ConsolePage console = sessions.openSession(session);

    assertThat(console.id()).isEqualTo(id);
    assertThat(console.statementCount()).isEqualTo(4);
    assertThat(console.hasComposer()).isFalse();
    assertThat(console.offersStop()).isFalse();
  }

  private void stopsItWhenSigningOut(Visit editor, String id) {
    SignOutPage page = new SignOutPage(editor.page()).open();
    assertThat(page.running()).anySatisfy(one -> assertThat(one).contains(session, "Ready"));

    page.tick(session).signOut();

    Catalogue.awaitState(portal.as("viewer"), id, "ENDED");
    String remoteName = portal.as("viewer").get("/sessions/" + id).json().getString("remoteName");
    assertThat(sandbox.sessionNames()).doesNotContain(remoteName);
    assertThat(new SessionsPage(editor.page(), "demo").open()).isNotNull();
    assertThat(editor.page().url()).contains("/demo/sign-in?back=");
  }
}
