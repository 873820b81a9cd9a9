package io.lakegate.person;

import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.web.Pages;
import io.lakegate.platform.web.Texts;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;

/** The front door of a browser that is not in exactly one organisation. */
@Named
@RequestScoped
public class EnterBacking {
  private static final ErrorCode UNKNOWN = ErrorCode.TENANT_NOT_FOUND;

  @Inject TenantService tenants;
  @Inject IdentityProviderService providers;

  private String organisation;

  /** Finds an organisation by its short name or by the address of one of its people. */
  public void enter() {
    String typed = organisation.strip();
    if (typed.contains("@")) {
      enterByAddress(typed);
      return;
    }
    Tenant tenant =
        tenants
            .findBySlug(typed.toLowerCase(Locale.ROOT))
            .filter(found -> !found.isSuspended())
            .orElseThrow(() -> LakegateException.invalid("organisation", UNKNOWN.sentence()));
    Pages.redirectTo("/" + tenant.getSlug() + "/");
  }

  private void enterByAddress(String address) {
    Tenant tenant =
        tenants
            .findByEmailAddress(address)
            .filter(found -> !found.isSuspended())
            .orElseThrow(
                () ->
                    LakegateException.invalid("organisation", Texts.text("enter.unknownAddress")));
    boolean byProvider =
        providers.find(tenant.tenantId()).filter(IdentityProvider::isLive).isPresent();
    String signIn = "/" + tenant.getSlug() + "/sign-in";
    Pages.redirectTo(byProvider ? signIn + "/provider" + Pages.query("as", address) : signIn);
  }

  public String getOrganisation() {
    return organisation;
  }

  public void setOrganisation(String organisation) {
    this.organisation = organisation;
  }
}
