package io.lakegate.system.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** What was run, and the page of one statement. */
public final class HistoryPage {
  private final Page page;

  public HistoryPage(Page page) {
    this.page = page;
  }

  /** With the key that goes to the search box of every page. */
  public HistoryPage searchFromAnywhere(String text) {
    page.locator("body").press("/");
    page.keyboard().type(text);
    page.keyboard().press("Enter");
    page.waitForURL("**/history?**");
    return this;
  }

  public List<String> rows() {
    return page.getByRole(AriaRole.ROWHEADER).allInnerTexts();
  }

  public StatementCard openFirst() {
    page.getByRole(AriaRole.ROWHEADER).first().getByRole(AriaRole.LINK).click();
    page.waitForURL("**/history/*-*");
    return new StatementCard(page.getByRole(AriaRole.ARTICLE));
  }

  public boolean offersToRunAgain() {
    return page.getByText("Run again").count() > 0;
  }
}
