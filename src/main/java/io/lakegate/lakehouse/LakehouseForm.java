package io.lakegate.lakehouse;

import io.lakegate.platform.form.Guid;
import io.lakegate.platform.form.Name;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** What an administrator gives to register or change a lakehouse. */
public class LakehouseForm {
  @NotNull(message = "{required}")
  @Guid
  private String workspaceId;

  @Name private String name;

  @NotNull(message = "{required}")
  @Guid
  private String fabricId;

  private Integer version;

  static LakehouseForm of(Lakehouse lakehouse) {
    LakehouseForm form = new LakehouseForm();
    form.workspaceId = lakehouse.getWorkspaceId().toString();
    form.name = lakehouse.getName();
    form.fabricId = lakehouse.getFabricId();
    form.version = lakehouse.getVersion();
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

  public Integer getVersion() {
    return version;
  }

  public void setVersion(Integer version) {
    this.version = version;
  }
}
