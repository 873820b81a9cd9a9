package io.lakegate.person;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.ClientAddress;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Pages;
import io.lakegate.tenant.CurrentTenant;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.omnifaces.util.Faces;

/** Changing one's own password: because one wants to, or because it was generated. */
@Named
@RequestScoped
public class PasswordBacking {
  @Inject PasswordService passwords;
  @Inject PersonService people;
  @Inject RestTokenService tokens;
  @Inject CurrentCaller current;
  @Inject CurrentTenant tenant;

  private boolean forced;
  private String currentPassword;
  private String chosen;
  private String repeated;
  private long activeTokens;
  private boolean revokingTokens;

  @PostConstruct
  void open() {
    forced =
        people
            .find(current.tenant(), current.get().personId())
            .filter(Person::isPasswordGenerated)
            .isPresent();
    activeTokens = tokens.countOwnActive(current.tenant(), current.get());
  }

  public void change() {
    if (!chosen.equals(repeated)) {
      throw LakegateException.invalid("repeated", "The two are not the same. Type it again.");
    }
    Caller caller = current.get();
    HttpServletRequest request = Faces.getRequest();
    String renewed =
        passwords.change(
            caller.tenant(),
            caller,
            Cookies.find(request, tenant.getSlug()).orElse(""),
            new PersonService.PasswordChange(currentPassword, chosen, ClientAddress.of(request)),
            revokingTokens);
    Cookies.set(request, Faces.getResponse(), tenant.getSlug(), renewed);
    if (forced) {
      Pages.redirect("/");
    } else {
      Pages.redirect("/me", revokingTokens ? "passwordAndTokens" : "password");
    }
  }

  /** Returns how many tokens of the person can be used, so that it is worth asking about them. */
  public long getActiveTokens() {
    return activeTokens;
  }

  public boolean isRevokingTokens() {
    return revokingTokens;
  }

  public void setRevokingTokens(boolean revokingTokens) {
    this.revokingTokens = revokingTokens;
  }

  /** Nothing else can be opened before. */
  public boolean isForced() {
    return forced;
  }

  public String getCurrentPassword() {
    return currentPassword;
  }

  public void setCurrentPassword(String currentPassword) {
    this.currentPassword = currentPassword;
  }

  public String getChosen() {
    return chosen;
  }

  public void setChosen(String chosen) {
    this.chosen = chosen;
  }

  public String getRepeated() {
    return repeated;
  }

  public void setRepeated(String repeated) {
    this.repeated = repeated;
  }
}
