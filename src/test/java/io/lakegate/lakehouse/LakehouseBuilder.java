package io.lakegate.lakehouse;

import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** Lakehouses for tests: valid as they come, each test varies what it is about. */
public final class LakehouseBuilder {
  private final LakehouseForm form = new LakehouseForm();

  private LakehouseBuilder() {
    form.setName("bronze");
    form.setFabricId("44444444-4444-4444-8444-444444444444");
    form.setWorkspaceId(new UUID(0x0e, 1).toString());
  }

  public static LakehouseBuilder aLakehouse() {
    return new LakehouseBuilder();
  }

  public LakehouseBuilder named(String name) {
    form.setName(name);
    return this;
  }

  public LakehouseBuilder in(UUID workspaceId) {
    form.setWorkspaceId(workspaceId.toString());
    return this;
  }

  public LakehouseForm form() {
    return form;
  }

  public Lakehouse of(TenantId tenant) {
    return new Lakehouse(tenant, form);
  }

  public Lakehouse save(TestDatabase database, TenantId tenant) {
    return database.repository(LakehouseRepository.class).save(tenant, of(tenant));
  }
}
