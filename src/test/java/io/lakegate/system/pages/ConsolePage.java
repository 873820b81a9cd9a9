package io.lakegate.system.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** A session's console: the stream of statements, the composer below, the facts beside it. */
public final class ConsolePage {
  /** A launch on a machine with others at work. */
  private static final double PATIENCE = 120_000;

  private final Page page;

  public ConsolePage(Page page) {
    this.page = page;
  }

  /** The part of its address that names the session. */
  public String id() {
    return page.url().replaceFirst(".*/sessions/([0-9a-f-]{36}).*", "$1");
  }

  /** Without loading the page again: fails when it did. */
  public ConsolePage awaitState(String word) {
    page.evaluate("document.lakegateTest = 'not loaded again'");
    page.waitForFunction(
        "word => document.title.startsWith(word) && document.lakegateTest === 'not loaded again'",
        word,
        new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
    return this;
  }

  public List<String> phases() {
    return facts().locator("ol").getByRole(AriaRole.LISTITEM).allInnerTexts();
  }

  private Locator facts() {
    return page.locator("#facts");
  }

  public boolean hasComposer() {
    return page.locator("#composer").count() > 0;
  }

  public boolean offersStop() {
    return page.locator("summary").filter(new Locator.FilterOptions().setHasText("Stop")).count()
        > 0;
  }

  public List<String> notices() {
    return page.getByRole(AriaRole.NOTE).allInnerTexts();
  }

  public int statementCount() {
    return page.getByRole(AriaRole.ARTICLE).count();
  }

  /** Types into the editor as a person does, key by key. */
  public ConsolePage type(String language, String code) {
    page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Language"))
        .selectOption(language);
    editor().focus();
    page.keyboard().type(code);
    return this;
  }

  public String typed() {
    return page.locator("[id='composer:code']").inputValue();
  }

  public Locator editor() {
    page.locator("form[data-editor='ready']").waitFor();
    return page.locator("#composer")
        .getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Code to run"));
  }

  /** By the keys that run; returns when the statement is in the stream. */
  public StatementCard run() {
    return running(() -> page.keyboard().press("Control+Enter"));
  }

  /** By the button. */
  public StatementCard pressRun() {
    return running(
        () ->
            page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run").setExact(true))
                .click());
  }

  /** Without waiting for the editor; the statement is known by its code, not by its number. */
  public StatementCard runAtOnce(String language, String code) {
    page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Language"))
        .selectOption(language);
    page.evaluate(
        """
        code => {
          const composer = document.getElementById("composer");
          const field = composer.querySelector("textarea");
          field.value = code;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          composer.dispatchEvent(new CustomEvent("lakegate:restored", { bubbles: true }));
        }
        """,
        code);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run").setExact(true))
        .click();
    StatementCard card =
        new StatementCard(
            page.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText(code)));
    card.awaitShown();
    return card;
  }

  private StatementCard running(Runnable start) {
    int number = statementCount() + 1;
    start.run();
    StatementCard card = statement(number);
    card.awaitShown();
    return card;
  }

  public StatementCard statement(int number) {
    return new StatementCard(
        page.getByRole(
            AriaRole.ARTICLE,
            new Page.GetByRoleOptions().setName("Statement " + number).setExact(true)));
  }
}
