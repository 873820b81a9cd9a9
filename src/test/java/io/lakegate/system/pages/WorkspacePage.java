package io.lakegate.system.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** One workspace: its fields, and what a check of it finds. */
public final class WorkspacePage {
  private final Page page;

  public WorkspacePage(Page page) {
    this.page = page;
  }

  /** By the way an administrator goes: navigation, list, its one primary button. */
  public WorkspacePage openNew() {
    Locator navigation = page.getByRole(AriaRole.NAVIGATION).first();
    navigation.getByText("Workspaces").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Register a workspace"))
        .click();
    return this;
  }

  public WorkspacePage register(String name, String url, String token) {
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByLabel("Address", new Page.GetByLabelOptions().setExact(true)).fill(url);
    Locator credential =
        page.getByRole(
            AriaRole.GROUP, new Page.GetByRoleOptions().setName("How Lakegate signs in there"));
    credential.getByLabel("Credential").selectOption("Bearer token");
    credential.getByLabel("Password, token or client secret").fill(token);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
    page.getByText("Saved.").waitFor();
    return this;
  }

  /** What was found, check by check. */
  public List<String> check() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check now")).click();
    Locator found = page.locator("#checkResult").getByRole(AriaRole.LISTITEM);
    found.first().waitFor();
    return found.allInnerTexts();
  }
}
