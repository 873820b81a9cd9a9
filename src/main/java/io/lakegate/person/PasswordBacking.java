package io.lakegate.person;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Pages;
import io.lakegate.tenant.CurrentTenant;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.omnifaces.util.Faces;

/** Changing one's own password: because one wants to, or because it was generated. */
@Named
@RequestScoped
public class PasswordBacking {
  @Inject SignInService signIns;
  @Inject PersonService people;
  @Inject CurrentCaller current;
  @Inject CurrentTenant tenant;

  private boolean forced;
  private String currentPassword;
  private String chosen;
  private String repeated;

  @PostConstruct
  void open() {
    forced =
        people
            .find(current.tenant(), current.get().personId())
            .filter(Person::isPasswordGenerated)
            .isPresent();
  }

  public void change() {
    if (!chosen.equals(repeated)) {
      throw LakegateException.invalid("repeated", "The two are not the same. Type it again.");
    }
    Caller caller = current.get();
    String secret = Cookies.find(Faces.getRequest(), tenant.getSlug()).orElse("");
    signIns.changePassword(caller.tenant(), caller, secret, currentPassword, chosen);
    if (forced) {
      Pages.redirect("/");
    } else {
      Pages.redirect("/me", "password");
    }
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
