package io.lakegate.grouprole;

import io.lakegate.platform.security.Role;
import java.util.List;

/** What a change would do, as the API shows it. */
public record EffectsView(long total, List<PersonView> people) {

  /** Somebody whose role would change; roles as titles, null = none. */
  public record PersonView(
      String userName, String displayName, String before, String after, boolean you) {
    private static PersonView of(RoleChange change) {
      return new PersonView(
          change.userName(),
          change.displayName(),
          title(change.before()),
          title(change.after()),
          change.you());
    }

    private static String title(Role role) {
      return role == null ? null : role.title();
    }
  }

  static EffectsView of(Effects effects) {
    return new EffectsView(effects.total(), effects.people().stream().map(PersonView::of).toList());
  }
}
