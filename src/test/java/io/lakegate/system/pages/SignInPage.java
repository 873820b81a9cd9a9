package io.lakegate.system.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Where a person says who they are. */
public final class SignInPage {
  private final Page page;
  private final String tenant;

  public SignInPage(Page page, String tenant) {
    this.page = page;
    this.tenant = tenant;
  }

  public SignInPage open() {
    page.navigate("/" + tenant + "/sign-in");
    return this;
  }

  /** Returns on the page that follows. */
  public void signIn(String userName, String password) {
    page.getByLabel("User name").fill(userName);
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    page.waitForURL(url -> !url.contains("/sign-in"));
  }
}
