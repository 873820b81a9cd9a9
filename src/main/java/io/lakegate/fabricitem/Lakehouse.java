package io.lakegate.fabricitem;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.Entity;

/** A Fabric lakehouse: where a session of its workspace runs and finds its tables. */
@Entity
public class Lakehouse extends FabricItem {
  protected Lakehouse() {}

  Lakehouse(TenantId tenant, LakehouseForm form) {
    super(tenant, form);
    apply(form);
  }

  final void apply(LakehouseForm form) {
    rename(form);
  }
}
