package io.lakegate.environment;

import io.lakegate.platform.form.Guid;
import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.Visible;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** What an administrator gives to register or change an environment. */
public class EnvironmentForm {
  @NotNull(message = "{required}")
  @Guid
  private String workspaceId;

  @Name private String name;

  @NotNull(message = "{required}")
  @Guid
  private String fabricId;

  @Size(max = 100, message = "{tooLong}")
  @Visible
  private String runtime;

  private Integer version;

  static EnvironmentForm of(Environment environment) {
    EnvironmentForm form = new EnvironmentForm();
    form.workspaceId = environment.getWorkspaceId().toString();
    form.name = environment.getName();
    form.fabricId = environment.getFabricId();
    form.runtime = environment.getRuntime();
    form.version = environment.getVersion();
    return form;
  }

  /** Only of a valid form. */
  UUID parsedWorkspaceId() {
    return UUID.fromString(workspaceId);
  }

  public String getWorkspaceId() {
    return workspaceId;
  }

  public void setWorkspaceId(String workspaceId) {
    this.workspaceId = workspaceId;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getFabricId() {
    return fabricId;
  }

  public void setFabricId(String fabricId) {
    this.fabricId = fabricId;
  }

  public String getRuntime() {
    return runtime;
  }

  public void setRuntime(String runtime) {
    this.runtime = runtime;
  }

  public Integer getVersion() {
    return version;
  }

  public void setVersion(Integer version) {
    this.version = version;
  }
}
