package io.lakegate.fabricitem;

import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** Fabric items for tests: valid as they come, each test varies what it is about. */
public final class FabricItemBuilder<T extends FabricItem, F extends FabricItemForm> {
  private final FabricItemKind<T, F> kind;
  private final F form;

  private FabricItemBuilder(FabricItemKind<T, F> kind, F form, String name, String fabricId) {
    this.kind = kind;
    this.form = form;
    form.setName(name);
    form.setFabricId(fabricId);
    form.setWorkspaceId(new UUID(0x0e, 1).toString());
  }

  public static FabricItemBuilder<Lakehouse, LakehouseForm> aLakehouse() {
    return new FabricItemBuilder<>(
        FabricItemKind.LAKEHOUSE,
        new LakehouseForm(),
        "bronze",
        "44444444-4444-4444-8444-444444444444");
  }

  public static FabricItemBuilder<Environment, EnvironmentForm> anEnvironment() {
    EnvironmentForm form = new EnvironmentForm();
    form.setRuntime("1.3");
    return new FabricItemBuilder<>(
        FabricItemKind.ENVIRONMENT, form, "py311", "66666666-6666-4666-8666-666666666666");
  }

  public FabricItemBuilder<T, F> named(String name) {
    form.setName(name);
    return this;
  }

  public FabricItemBuilder<T, F> in(UUID workspaceId) {
    form.setWorkspaceId(workspaceId.toString());
    return this;
  }

  public FabricItemKind<T, F> kind() {
    return kind;
  }

  public F form() {
    return form;
  }

  public T of(TenantId tenant) {
    return kind.conversions().create().apply(tenant, form);
  }

  public T save(TestDatabase database, TenantId tenant) {
    return database.repository(FabricItemRepository.class).save(tenant, kind, of(tenant));
  }
}
