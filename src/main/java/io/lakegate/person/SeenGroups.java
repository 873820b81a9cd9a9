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
  static SeenGroups inToken(Collection<String> ids) {
    return new SeenGroups(GroupsSource.TOKEN, ids, Map.of());
  }

  /** Not "none": nobody knows, so none counts. */
  static SeenGroups unknown() {
    return new SeenGroups(GroupsSource.UNKNOWN, List.of(), Map.of());
  }

  SeenGroups called(Map<String, String> known) {
    return new SeenGroups(source, ids, known);
  }
}
