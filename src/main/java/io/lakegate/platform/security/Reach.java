package io.lakegate.platform.security;

import java.util.Set;
import java.util.UUID;

/**
 * Which workspaces, and so which lakehouses, environments, profiles, sessions and statements,
 * somebody may see at all. What is out of reach is not there: 404, and in no list.
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

  public boolean includes(UUID workspace) {
    return everything || (workspace != null && workspaces.contains(workspace));
  }
}
