package io.lakegate.grouprole;

import io.lakegate.person.PersonGroup;
import io.lakegate.platform.form.Guid;
import io.lakegate.platform.form.VersionedForm;
import io.lakegate.platform.form.Visible;
import io.lakegate.platform.security.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** An administrator's input for a group role: the group, the role and where it holds. */
public class GroupRoleForm implements VersionedForm {
  private static final String ONE_LINE = "(?Us)\\S|\\S.*\\S";

  @NotNull(message = "{required}")
  @Size(max = PersonGroup.MAX_LENGTH, message = "{tooLong}")
  @Pattern(regexp = ONE_LINE, message = "{groupRole.groupId}")
  @Visible
  private String groupId;

  @NotNull(message = "{required}")
  @Size(max = PersonGroup.MAX_LENGTH, message = "{tooLong}")
  @Pattern(regexp = ONE_LINE, message = "{groupRole.groupName}")
  @Visible
  private String groupName;

  @NotNull(message = "{required}")
  @Pattern(regexp = "Viewers|Editors|Administrators", message = "{groupRole.role}")
  private String role;

  @Guid private String workspaceId;

  private Integer version;

  static GroupRoleForm of(GroupRole groupRole) {
    GroupRoleForm form = new GroupRoleForm();
    form.groupId = groupRole.getGroupId();
    form.groupName = groupRole.getGroupName();
    form.role = groupRole.getRole().title();
    form.workspaceId =
        groupRole.getWorkspaceId() == null ? null : groupRole.getWorkspaceId().toString();
    form.version = groupRole.getVersion();
    return form;
  }

  /** Only of a valid form. */
  String canonicalGroupId() {
    return PersonGroup.canonical(groupId);
  }

  /** Only of a valid form. */
  Role parsedRole() {
    return Role.ofTitle(role).orElseThrow();
  }

  /** Only of a valid form; null = the whole tenant. */
  UUID parsedWorkspaceId() {
    return workspaceId == null ? null : UUID.fromString(workspaceId);
  }

  public String getGroupId() {
    return groupId;
  }

  public void setGroupId(String groupId) {
    this.groupId = groupId;
  }

  public String getGroupName() {
    return groupName;
  }

  public void setGroupName(String groupName) {
    this.groupName = groupName;
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  public String getWorkspaceId() {
    return workspaceId;
  }

  public void setWorkspaceId(String workspaceId) {
    this.workspaceId = workspaceId;
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
