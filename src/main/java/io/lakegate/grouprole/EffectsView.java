package io.lakegate.grouprole;

import java.util.List;

/** The effects of a change, as the API shows them. */
public record EffectsView(long total, List<PersonView> people) {

  /** Somebody whose rights would change. */
  public record PersonView(
      String userName,
      String displayName,
      RightsView before,
      RightsView after,
      boolean loss,
      boolean you) {
    private static PersonView of(RoleChange change) {
      return new PersonView(
          change.userName(),
          change.displayName(),
          RightsView.of(change.before()),
          RightsView.of(change.after()),
          change.loss(),
          change.you());
    }
  }

  static EffectsView of(Effects effects) {
    return new EffectsView(effects.total(), effects.people().stream().map(PersonView::of).toList());
  }
}
