package io.lakegate.platform.settings;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Settings of one test, given as system properties and taken back after it. */
public final class ChangedSettings implements AfterEachCallback {
  private final Set<Setting> changed = EnumSet.noneOf(Setting.class);

  public void set(Setting setting, String value) {
    System.setProperty(setting.key(), value);
    changed.add(setting);
    Setting.forget();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    changed.forEach(setting -> System.clearProperty(setting.key()));
    changed.clear();
    Setting.forget();
  }
}
