package io.lakegate.platform.security;

import java.util.Set;
import java.util.UUID;

/**
 * The workspaces, and so the lakehouses, environments, profiles, sessions and statements, that
 * somebody may see at all. Rows outside the caller's reach are reported as not found and stand in
 * no list.
 *
 * @param everything the whole tenant; {@code workspaces} says nothing then
 */
public record Reach(boolean everything, Set<UUID> workspaces) {
  public Reach {
    workspaces = Set.copyOf(workspaces);
  }

  public static Reach all() {
    return new Reach(true, Set.of());
  }

  /**
   * The part of this reach that lies in one workspace.
   *
   * @param workspace null for all of it
   */
  public Reach within(UUID workspace) {
    if (workspace == null) {
      return this;
    }
    return new Reach(false, includes(workspace) ? Set.of(workspace) : Set.of());
  }

  public boolean includes(UUID workspace) {
    return everything || (workspace != null && workspaces.contains(workspace));
  }
}
