package io.lakegate.grouprole;

import io.lakegate.person.GroupsSource;
import io.lakegate.person.Person;
import io.lakegate.platform.security.Role;
import java.time.Instant;
import java.util.List;

/**
 * Why somebody may do what they may.
 *
 * @param groupCount how many groups were seen; {@code groups} may show fewer
 * @param groups those with a role first, by name, then the others by id, at most {@link #SHOWN}
 */
public record RoleExplanation(
    Person person, NamedRights rights, long groupCount, List<SeenGroup> groups) {
  static final int SHOWN = 200;

  /**
   * A group somebody was in at their last sign-in.
   *
   * @param groupName as the group role calls it, else as the directory did; null where neither is
   *     known
   * @param role null = gives none
   * @param workspaceName where it gives it; null = in the whole organisation
   */
  public record SeenGroup(String groupId, String groupName, Role role, String workspaceName) {}

  public boolean isLocal() {
    return person.isLocal();
  }

  /** Null for a local account. */
  public GroupsSource source() {
    return person.getGroupsSource();
  }

  /** Null for a local account. */
  public Instant seenAt() {
    return person.getGroupsSeenAt();
  }

  /** Not while nobody knows which: then there may be many. */
  public boolean isNoGroupNamed() {
    return groups.isEmpty() && source() != null && source().isKnown();
  }

  public boolean isCut() {
    return groupCount > groups.size();
  }
}
