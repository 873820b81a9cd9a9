package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.web.Pages;
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

  private String organisation;

  public void enter() {
    String slug = organisation.strip().toLowerCase(Locale.ROOT);
    Tenant tenant =
        tenants
            .findBySlug(slug)
            .filter(found -> !found.isSuspended())
            .orElseThrow(() -> LakegateException.invalid("organisation", UNKNOWN.sentence()));
    Pages.redirectTo("/" + tenant.getSlug() + "/");
  }

  public String getOrganisation() {
    return organisation;
  }

  public void setOrganisation(String organisation) {
    this.organisation = organisation;
  }
}
