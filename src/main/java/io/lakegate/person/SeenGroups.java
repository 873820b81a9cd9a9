package io.lakegate.person;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The groups of somebody as they were just learned.
 *
 * @param names of those whose names are known, by id
 */
record SeenGroups(GroupsSource source, Collection<String> ids, Map<String, String> names) {
  /** Not "none": nobody knows, so none counts. */
  static SeenGroups unknown() {
    return new SeenGroups(GroupsSource.UNKNOWN, List.of(), Map.of());
  }

  /** UserInfo was needed and not readable, so there may be more than the ID token named. */
  SeenGroups asFarAsKnown() {
    return new SeenGroups(GroupsSource.USER_INFO_FAILED, ids, names);
  }

  SeenGroups called(Map<String, String> known) {
    return new SeenGroups(source, ids, known);
  }
}
