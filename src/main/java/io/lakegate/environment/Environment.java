package io.lakegate.environment;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.util.Locale;
import java.util.UUID;

/**
 * A Fabric environment: published libraries and Spark settings. Registered by its GUID; session
 * profiles refer to it, put it into their requests, and keep it from being deleted.
 */
@Entity
public class Environment extends TenantOwned {
  @Column(name = "workspace_id", updatable = false)
  private UUID workspaceId;

  private String name;

  @Column(name = "fabric_id")
  private String fabricId;

  private String runtime;

  protected Environment() {}

  Environment(TenantId tenant, EnvironmentForm form) {
    super(tenant);
    this.workspaceId = form.parsedWorkspaceId();
    apply(form);
  }

  final void apply(EnvironmentForm form) {
    name = form.getName();
    fabricId = form.getFabricId().toLowerCase(Locale.ROOT);
    runtime = form.getRuntime();
  }

  public UUID getWorkspaceId() {
    return workspaceId;
  }

  public String getName() {
    return name;
  }

  public String getFabricId() {
    return fabricId;
  }

  /** Which Fabric runtime it is made for, as people call it ("1.3"); may be null. */
  public String getRuntime() {
    return runtime;
  }
}
