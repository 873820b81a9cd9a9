package io.lakegate.person;

import io.lakegate.platform.web.Cookies;
import io.lakegate.tenant.CurrentTenant;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.omnifaces.util.Faces;

/** The organisations this browser is signed in to, for the switcher on every page. */
@Named
@RequestScoped
public class OrganisationsBacking {
  @Inject TenantService tenants;
  @Inject SignInService signIns;
  @Inject CurrentTenant current;

  private List<Tenant> signedIn;

  /** Returns the organisations in which this browser has a live sign-in. */
  public List<Tenant> getSignedIn() {
    if (signedIn == null) {
      HttpServletRequest request = Faces.getRequest();
      signedIn =
          Cookies.slugs(request).stream()
              .map(slug -> alive(request, slug))
              .flatMap(Optional::stream)
              .toList();
    }
    return signedIn;
  }

  public boolean isSeveral() {
    return Cookies.slugs(Faces.getRequest()).size() > 1 && getSignedIn().size() > 1;
  }

  public boolean isAny() {
    return !getSignedIn().isEmpty();
  }

  private Optional<Tenant> alive(HttpServletRequest request, String slug) {
    return tenants
        .findBySlug(slug)
        .filter(tenant -> !tenant.isSuspended())
        .filter(
            tenant ->
                Cookies.find(request, slug)
                    .flatMap(secret -> signIns.find(tenant.tenantId(), secret, false))
                    .isPresent());
  }
}
