package io.lakegate.grouprole;

import io.lakegate.platform.security.Role;

/**
 * Somebody whose role a change of group roles would change.
 *
 * @param before null = none
 * @param after null = none
 * @param you whether it is the person who asks
 */
public record RoleChange(
    String userName, String displayName, Role before, Role after, boolean you) {

  public boolean isLoss() {
    return before != null && (after == null || !after.includes(before));
  }
}
