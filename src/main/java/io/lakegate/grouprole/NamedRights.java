package io.lakegate.grouprole;

import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Rights with the names of their workspaces, for people to read.
 *
 * @param tenantWide null = none
 * @param inWorkspaces what is had there beyond it, by name
 */
public record NamedRights(Role tenantWide, List<InWorkspace> inWorkspaces) {

  /** A role in one workspace. */
  public record InWorkspace(UUID workspaceId, String workspaceName, Role role) {}

  /**
   * Returns rights in the whole tenant only.
   *
   * @param role null = none
   */
  public static NamedRights of(Role role) {
    return new NamedRights(role, List.of());
  }

  static NamedRights of(Rights rights, Map<UUID, String> names) {
    return new NamedRights(
        rights.tenantWide(),
        rights.inWorkspaces().entrySet().stream()
            .map(
                entry ->
                    new InWorkspace(entry.getKey(), names.get(entry.getKey()), entry.getValue()))
            .sorted(
                Comparator.comparing(InWorkspace::workspaceName)
                    .thenComparing(InWorkspace::workspaceId))
            .toList());
  }

  public boolean isNone() {
    return tenantWide == null && inWorkspaces.isEmpty();
  }
}
