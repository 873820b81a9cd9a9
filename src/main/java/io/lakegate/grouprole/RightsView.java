package io.lakegate.grouprole;

import io.lakegate.platform.security.Role;
import java.util.List;
import java.util.UUID;

/**
 * Somebody's rights as the API shows them.
 *
 * @param role in the whole organisation, as a title; null = none
 * @param workspaces where they have more than that
 */
public record RightsView(String role, List<InWorkspaceView> workspaces) {

  /** A role in one workspace, as a title. */
  public record InWorkspaceView(UUID workspaceId, String workspaceName, String role) {}

  public static RightsView of(NamedRights rights) {
    return new RightsView(
        title(rights.tenantWide()),
        rights.inWorkspaces().stream()
            .map(
                one ->
                    new InWorkspaceView(one.workspaceId(), one.workspaceName(), title(one.role())))
            .toList());
  }

  private static String title(Role role) {
    return role == null ? null : role.title();
  }
}
