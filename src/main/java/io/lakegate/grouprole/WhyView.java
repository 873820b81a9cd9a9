package io.lakegate.grouprole;

import io.lakegate.platform.security.Role;
import java.time.Instant;
import java.util.List;

/** Why somebody may do what they may, as the API shows it; roles as titles, null = none. */
public record WhyView(
    String userName,
    String displayName,
    boolean local,
    RightsView rights,
    String groupsSource,
    Instant groupsSeenAt,
    long groupCount,
    List<GroupView> groups) {

  /** A group that was seen, and what it gives. */
  public record GroupView(String groupId, String groupName, String role, String workspaceName) {
    private static GroupView of(RoleExplanation.SeenGroup group) {
      return new GroupView(
          group.groupId(), group.groupName(), title(group.role()), group.workspaceName());
    }
  }

  public static WhyView of(RoleExplanation why) {
    return new WhyView(
        why.person().getUserName(),
        why.person().getDisplayName(),
        why.isLocal(),
        RightsView.of(why.rights()),
        why.source() == null ? null : why.source().name(),
        why.seenAt(),
        why.groupCount(),
        why.groups().stream().map(GroupView::of).toList());
  }

  private static String title(Role role) {
    return role == null ? null : role.title();
  }
}
