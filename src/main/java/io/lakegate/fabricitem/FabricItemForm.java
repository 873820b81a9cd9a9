package io.lakegate.fabricitem;

import io.lakegate.platform.form.Guid;
import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.VersionedForm;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** The fields with which an administrator registers or changes a Fabric item of either kind. */
public abstract class FabricItemForm implements VersionedForm {
  @NotNull(message = "{required}")
  @Guid
  private String workspaceId;

  @Name private String name;

  @NotNull(message = "{required}")
  @Guid
  private String fabricId;

  private Integer version;

  final void fill(FabricItem item) {
    workspaceId = item.getWorkspaceId().toString();
    name = item.getName();
    fabricId = item.getFabricId();
    version = item.getVersion();
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

  @Override
  public Integer getVersion() {
    return version;
  }

  @Override
  public void setVersion(Integer version) {
    this.version = version;
  }
}
