package io.lakegate.grouprole;

import java.util.List;

/**
 * The people whose rights a change of group roles would change, among those who have signed in
 * before.
 *
 * @param people the caller first, then the others by user name; at most {@link #SHOWN}
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
