package io.lakegate.session;

import java.util.Optional;
import java.util.UUID;

/**
 * The name a session bears at its backend: {@code lakegate-<installation>-<prefix><session id>}.
 * Livy refuses a second session of the same name, so a launch whose answer was lost can be asked
 * for again without starting two.
 */
final class RemoteName {
  private static final String PRODUCT = "lakegate-";
  private static final int INSTALLATION_LENGTH = 8;

  private RemoteName() {}

  static String of(String installation, String prefix, UUID session) {
    return ofInstallation(installation) + (prefix == null ? "" : prefix) + session;
  }

  /** The prefix of the names of all sessions of this installation. */
  static String ofInstallation(String installation) {
    return PRODUCT + installation.substring(0, INSTALLATION_LENGTH) + "-";
  }

  /** The session a name of this installation was made for. */
  static Optional<UUID> session(String installation, String name) {
    if (name == null || !name.startsWith(ofInstallation(installation)) || name.length() < 36) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(name.substring(name.length() - 36)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
