package io.lakegate.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.lakegate.system.pages.SignInPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One person at a browser of their own. What the browser complains about (errors of scripts,
 * refusals of the content security policy) and every request that leaves the portal is remembered.
 */
final class Visit implements AutoCloseable {
  /** How Chromium says that a result's frame runs no scripts: as meant. */
  private static final Pattern SCRIPTLESS_FRAME =
      Pattern.compile("Blocked script execution in 'about:srcdoc'");

  private final String portal;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<Pattern> expected = new ArrayList<>(List.of(SCRIPTLESS_FRAME));

  Visit(URI portal) {
    this.portal = portal + "/";
    context =
        Chromium.get()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(portal.toString())
                    .setViewportSize(1280, 800)
                    .setTimezoneId("Europe/Berlin")
                    .setLocale("en-GB")
                    .setReducedMotion(ReducedMotion.REDUCE));
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> complain("error: " + error.error()));
    context.onRequest(request -> seeRequest(request.url()));
    page = context.newPage();
  }

  static Visit signedIn(URI portal, String tenant, String userName) {
    Visit visit = new Visit(portal);
    new SignInPage(visit.page(), tenant).open().signIn(userName, LakegateServer.PASSWORD);
    return visit;
  }

  Page page() {
    return page;
  }

  Page newTab() {
    return context.newPage();
  }

  BrowserContext context() {
    return context;
  }

  /** From here on this may be complained about. */
  Visit expecting(String complaint) {
    expected.add(Pattern.compile(complaint));
    return this;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void hear(ConsoleMessage message) {
    if (Stream.of("error", "warning").anyMatch(message.type()::equals)) {
      complain(message.type() + ": " + message.text() + " at " + message.location());
    }
  }

  private void seeRequest(String url) {
    boolean inPage = Stream.of("data:", "blob:", "about:").anyMatch(url::startsWith);
    if (!inPage && !url.startsWith(portal)) {
      complain("request: " + url);
    }
  }

  private void complain(String complaint) {
    if (expected.stream().noneMatch(pattern -> pattern.matcher(complaint).find())) {
      complaints.add(complaint);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
