package io.lakegate.member;

import io.lakegate.grouprole.RightsView;
import io.lakegate.person.Person;
import java.time.Instant;
import java.util.UUID;

/**
 * A member as the API shows it.
 *
 * @param rights at this moment
 * @param groupsSource where the groups were learned; null for a local account
 */
public record MemberView(
    UUID id,
    String userName,
    String displayName,
    boolean local,
    RightsView rights,
    String groupsSource,
    Instant groupsSeenAt,
    boolean auditReader,
    Instant createdAt) {

  public static MemberView of(Member member) {
    Person person = member.person();
    return new MemberView(
        person.getId(),
        person.getUserName(),
        person.getDisplayName(),
        person.isLocal(),
        RightsView.of(member.rights()),
        person.getGroupsSource() == null ? null : person.getGroupsSource().name(),
        person.getGroupsSeenAt(),
        person.isAuditReader(),
        person.getCreatedAt());
  }
}
