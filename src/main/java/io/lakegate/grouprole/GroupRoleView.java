package io.lakegate.grouprole;

import java.util.UUID;

/**
 * A group role as the API shows it.
 *
 * @param workspaceId null: for the whole organisation
 */
public record GroupRoleView(
    UUID id, int version, String groupId, String groupName, String role, UUID workspaceId) {

  public static GroupRoleView of(GroupRole groupRole) {
    return new GroupRoleView(
        groupRole.getId(),
        groupRole.getVersion(),
        groupRole.getGroupId(),
        groupRole.getGroupName(),
        groupRole.getRole().title(),
        groupRole.getWorkspaceId());
  }
}
