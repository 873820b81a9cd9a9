package io.lakegate.fabricitem;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.Entity;

/**
 * A Fabric environment: published libraries and Spark settings, which session profiles put into
 * their requests.
 */
@Entity
public class Environment extends FabricItem {
  private String runtime;

  protected Environment() {}

  Environment(TenantId tenant, EnvironmentForm form) {
    super(tenant, form);
    apply(form);
  }

  final void apply(EnvironmentForm form) {
    rename(form);
    runtime = form.getRuntime();
  }

  /** The Fabric runtime that it is made for, as people call it ("1.3"); may be null. */
  public String getRuntime() {
    return runtime;
  }
}
