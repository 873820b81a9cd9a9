package io.lakegate.tenant;

import io.lakegate.platform.database.TestDatabase;

/** The tenants of a test's database. */
public final class Tenants {
  private Tenants() {}

  /** Finds, lists and locks tenants; changes none. */
  public static TenantService on(TestDatabase database) {
    TenantService service = new TenantService();
    service.repository = database.repository(TenantRepository.class);
    return service;
  }
}
