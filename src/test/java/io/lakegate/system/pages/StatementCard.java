package io.lakegate.system.pages;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** One statement with its result, in the console or on its own page. */
public final class StatementCard {
  private static final double PATIENCE = 60_000;

  private final Locator card;

  StatementCard(Locator card) {
    this.card = card;
  }

  void awaitShown() {
    card.waitFor();
  }

  public StatementCard await(String state) {
    card.locator("header")
        .getByText(state, new Locator.GetByTextOptions().setExact(true))
        .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    return this;
  }

  public void cancel() {
    button("Cancel").click();
  }

  public StatementCard awaitText(String words) {
    card.getByText(words).waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    return this;
  }

  /** Asks for it and says yes. */
  public StatementCard giveUp() {
    String words = "Give up on this statement";
    card.locator("summary").getByText(words).click();
    card.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words))
        .click();
    return this;
  }

  /** The words of the result, as they can be read without unfolding anything. */
  public String text() {
    return card.innerText();
  }

  public List<String> column(int number) {
    return card.getByRole(AriaRole.TABLE)
        .locator("tbody td:nth-child(" + number + ")")
        .allInnerTexts();
  }

  public StatementCard sortBy(String column) {
    card.getByRole(AriaRole.COLUMNHEADER)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(column))
        .click();
    return this;
  }

  public StatementCard nextPage() {
    button("Next page").click();
    return this;
  }

  public List<String> csv() {
    Download download =
        card.page()
            .waitForDownload(
                () ->
                    card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("CSV"))
                        .click());
    try {
      return Files.readAllLines(download.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public StatementCard unfoldTraceback() {
    card.getByText("Traceback").click();
    return this;
  }

  public void editAndRunAgain() {
    card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Edit and run again"))
        .click();
  }

  private Locator button(String name) {
    return card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }
}
