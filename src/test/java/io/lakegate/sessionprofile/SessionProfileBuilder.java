package io.lakegate.sessionprofile;

import io.lakegate.platform.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Session profiles for tests: valid as they come, each test varies what it is about. */
public final class SessionProfileBuilder {
  private final SessionProfileForm form = new SessionProfileForm();

  private SessionProfileBuilder() {
    form.setName("etl");
    form.setKind("pyspark");
    form.setWorkspaceId(new UUID(0x0e, 1).toString());
  }

  public static SessionProfileBuilder aSessionProfile() {
    return new SessionProfileBuilder();
  }

  public SessionProfileBuilder named(String name) {
    form.setName(name);
    return this;
  }

  public SessionProfileBuilder on(UUID workspaceId) {
    form.setWorkspaceId(workspaceId.toString());
    return this;
  }

  public SessionProfileBuilder in(UUID lakehouseId) {
    form.setLakehouseId(lakehouseId.toString());
    return this;
  }

  public SessionProfileBuilder with(UUID environmentId) {
    form.setEnvironmentId(environmentId.toString());
    return this;
  }

  public SessionProfileBuilder ofKind(String kind) {
    form.setKind(kind);
    return this;
  }

  public SessionProfileBuilder withConf(String key, String value) {
    form.setConf(Map.of(key, value));
    return this;
  }

  public SessionProfileBuilder overridable(String... fields) {
    form.setOverridable(List.of(fields));
    return this;
  }

  /** For whatever else the test is about. */
  public SessionProfileBuilder but(Consumer<SessionProfileForm> change) {
    change.accept(form);
    return this;
  }

  public SessionProfileForm form() {
    return form;
  }

  public SessionProfile of(TenantId tenant) {
    return new SessionProfile(tenant, form);
  }
}
