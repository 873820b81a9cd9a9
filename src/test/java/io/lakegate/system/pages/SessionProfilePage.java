package io.lakegate.system.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** One session profile, with the request its launches send beside it. */
public final class SessionProfilePage {
  private final Page page;

  public SessionProfilePage(Page page) {
    this.page = page;
  }

  public SessionProfilePage openNew() {
    page.getByRole(AriaRole.NAVIGATION).first().getByText("Session profiles").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Make a session profile"))
        .click();
    return this;
  }

  public SessionProfilePage fillIn(String name, String language, String workspace) {
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    choice("Language").selectOption(language);
    choice("Workspace").selectOption(workspace);
    return this;
  }

  private Locator choice(String label) {
    return page.getByRole(
        AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  public SessionProfilePage giveSettings(String conf) {
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Settings")).fill(conf);
    return this;
  }

  /** The request, once it says this. */
  public String previewWith(String text) {
    Locator request =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Request"))
            .filter(new Locator.FilterOptions().setHasText(text));
    return request.innerText();
  }

  public SessionProfilePage save() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
    page.getByText("Saved.").waitFor();
    return this;
  }
}
