package io.lakegate.system.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The list of sessions, and where one is launched. */
public final class SessionsPage {
  private final Page page;
  private final String tenant;

  public SessionsPage(Page page, String tenant) {
    this.page = page;
    this.tenant = tenant;
  }

  public SessionsPage open() {
    page.navigate("/" + tenant + "/sessions");
    return this;
  }

  /** Returns on the console of what was launched. */
  public ConsolePage launch(String profile, String name) {
    page.locator("#launchForm").getByLabel("Profile").selectOption(profile);
    page.locator("#launchForm").getByLabel("Name").fill(name);
    launchButton().click();
    page.waitForURL("**/sessions/*-*");
    return new ConsolePage(page);
  }

  /** As impatient people do. */
  public ConsolePage launchWithTwoClicks(String profile, String name) {
    page.locator("#launchForm").getByLabel("Profile").selectOption(profile);
    page.locator("#launchForm").getByLabel("Name").fill(name);
    launchButton().dblclick();
    page.waitForURL("**/sessions/*-*");
    return new ConsolePage(page);
  }

  public boolean offersLaunch() {
    return launchButton().count() > 0;
  }

  private Locator launchButton() {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Launch").setExact(true));
  }

  public ConsolePage openSession(String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
    page.waitForURL("**/sessions/*-*");
    return new ConsolePage(page);
  }

  /** What the row of a session says. */
  public String row(String name) {
    return page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(name))
        .innerText();
  }
}
