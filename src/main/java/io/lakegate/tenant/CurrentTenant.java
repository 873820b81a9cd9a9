package io.lakegate.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** The tenant this request's address names. For pages; everything below is told the tenant. */
@Named
@RequestScoped
public class CurrentTenant {
  private Tenant tenant;

  public void set(Tenant tenant) {
    this.tenant = tenant;
  }

  public Tenant get() {
    return tenant;
  }

  public String getSlug() {
    return tenant == null ? "" : tenant.getSlug();
  }

  public String getName() {
    return tenant == null ? "" : tenant.getName();
  }
}
