package io.lakegate.environment;

import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** Environments for tests: valid as they come, each test varies what it is about. */
public final class EnvironmentBuilder {
  private final EnvironmentForm form = new EnvironmentForm();

  private EnvironmentBuilder() {
    form.setName("py311");
    form.setFabricId("66666666-6666-4666-8666-666666666666");
    form.setRuntime("1.3");
    form.setWorkspaceId(new UUID(0x0e, 1).toString());
  }

  public static EnvironmentBuilder anEnvironment() {
    return new EnvironmentBuilder();
  }

  public EnvironmentBuilder named(String name) {
    form.setName(name);
    return this;
  }

  public EnvironmentBuilder in(UUID workspaceId) {
    form.setWorkspaceId(workspaceId.toString());
    return this;
  }

  public EnvironmentForm form() {
    return form;
  }

  public Environment of(TenantId tenant) {
    return new Environment(tenant, form);
  }

  public Environment save(TestDatabase database, TenantId tenant) {
    return database.repository(EnvironmentRepository.class).save(tenant, of(tenant));
  }
}
