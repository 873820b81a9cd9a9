package io.lakegate.platform.web;

import io.lakegate.platform.form.Difference;
import io.lakegate.platform.form.VersionedForm;
import java.util.List;

/** The changes that somebody else has saved since a page with a form was read. */
public final class EditConflict<F extends VersionedForm> {
  private final String feature;
  private final List<String> fields;
  private List<Difference> differences = List.of();

  /**
   * @param feature the first part of the labels' keys
   * @param fields the property names of the form that are compared
   */
  public EditConflict(String feature, List<String> fields) {
    this.feature = feature;
    this.fields = fields;
  }

  /**
   * Compares the form with what is stored, if that was changed since the form was read. Once a
   * conflict is shown, saving again is a decision: the form now stands on the stored version, and a
   * third change is a conflict again.
   *
   * @return whether they differ, so that the page is to be shown again
   */
  public boolean isFound(F mine, F stored) {
    boolean same = mine.getVersion() == null || mine.getVersion().equals(stored.getVersion());
    differences = same ? List.of() : Difference.between(feature, mine, stored, fields);
    if (!same) {
      mine.setVersion(stored.getVersion());
    }
    return isShown();
  }

  public boolean isShown() {
    return !differences.isEmpty();
  }

  public List<Difference> getDifferences() {
    return differences;
  }
}
