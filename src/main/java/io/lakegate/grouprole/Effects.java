package io.lakegate.grouprole;

import java.util.List;

/**
 * Whose rights a change of group roles would change, of the people who have signed in before.
 *
 * @param people who asks first, then by user name; at most {@link #SHOWN}
 */
public record Effects(long total, List<RoleChange> people) {
  static final int SHOWN = 100;

  /** Whether who asks would lose rights. */
  public boolean isOwnLoss() {
    return people.stream().anyMatch(change -> change.you() && change.loss());
  }

  public boolean isCut() {
    return total > people.size();
  }
}
