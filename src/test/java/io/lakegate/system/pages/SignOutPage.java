package io.lakegate.system.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** Where a person leaves, and is told what goes on running. */
public final class SignOutPage {
  private final Page page;

  public SignOutPage(Page page) {
    this.page = page;
  }

  public SignOutPage open() {
    page.locator("summary").filter(new Locator.FilterOptions().setHasText("Your account")).click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign out")).click();
    page.waitForURL("**/sign-out");
    return this;
  }

  public List<String> running() {
    return page.getByRole(AriaRole.LISTITEM).allInnerTexts();
  }

  public SignOutPage tick(String session) {
    page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(session)).check();
    return this;
  }

  public void signOut() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("You are signed out"))
        .waitFor();
  }
}
