package io.lakegate.member;

import io.lakegate.person.Person;
import java.time.Instant;
import java.util.UUID;

/**
 * A member as the API shows it.
 *
 * @param role as a title; null = none at this moment
 * @param groupsSource where the groups were learned; null for a local account
 */
public record MemberView(
    UUID id,
    String userName,
    String displayName,
    boolean local,
    String role,
    String groupsSource,
    Instant groupsSeenAt,
    Instant createdAt) {

  public static MemberView of(Member member) {
    Person person = member.person();
    return new MemberView(
        person.getId(),
        person.getUserName(),
        person.getDisplayName(),
        person.isLocal(),
        member.role() == null ? null : member.role().title(),
        person.getGroupsSource() == null ? null : person.getGroupsSource().name(),
        person.getGroupsSeenAt(),
        person.getCreatedAt());
  }
}
