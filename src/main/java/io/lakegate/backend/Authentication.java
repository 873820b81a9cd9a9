package io.lakegate.backend;

import java.util.Objects;

/** The proof of identity that a backend is given. Printing one never shows its secret. */
public sealed interface Authentication {

  static Authentication none() {
    return new None();
  }

  static Authentication basic(String user, String password) {
    return new Basic(user, password);
  }

  static Authentication bearer(String token) {
    return new Bearer(token);
  }

  /** Proves nothing, for a backend that asks nobody who they are. */
  record None() implements Authentication {}

  /** A user's name and password. */
  record Basic(String user, String password) implements Authentication {
    public Basic {
      requireOneLine(user, "user");
      requireOneLine(password, "password");
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("user must not contain a colon");
      }
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + ", password=***]";
    }
  }

  /** An OAuth 2 access token. */
  record Bearer(String token) implements Authentication {
    public Bearer {
      requireOneLine(token, "token");
    }

    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }

  /** A line break would let a secret smuggle in header fields of its own. */
  private static void requireOneLine(String text, String name) {
    Objects.requireNonNull(text, name);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " must not contain control characters");
    }
  }
}
