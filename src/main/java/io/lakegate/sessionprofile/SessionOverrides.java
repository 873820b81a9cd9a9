package io.lakegate.sessionprofile;

import io.lakegate.platform.form.FormFields;
import java.util.List;

/**
 * The settings that a launch requests instead of its profile's; null keeps the profile's setting.
 */
public class SessionOverrides extends LaunchableSettings {
  private static final FormFields FIELDS = FormFields.of(LaunchableSettings.class);

  /** All that a profile may let a launch override. */
  public static final List<String> NAMES = FIELDS.names();

  /** The names of the fields that are given. */
  List<String> given() {
    return NAMES.stream().filter(name -> FIELDS.get(this, name) != null).toList();
  }
}
