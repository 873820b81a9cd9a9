package io.lakegate.client.livy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * The credential with which Lakegate proves its identity to a Livy server. Printing one never shows
 * its secret.
 */
public sealed interface LivyCredential {

  /** Value of the header {@code Authorization}; null for none. */
  String authorization();

  static LivyCredential none() {
    return new None();
  }

  static LivyCredential basic(String user, String password) {
    return new Basic(user, password);
  }

  static LivyCredential bearer(String token) {
    return new Bearer(token);
  }

  /** A server that asks nobody. */
  record None() implements LivyCredential {
    @Override
    public String authorization() {
      return null;
    }
  }

  /** HTTP Basic, as Livy's {@code ldap} takes it. */
  record Basic(String user, String password) implements LivyCredential {
    public Basic {
      oneLine(user, "user");
      oneLine(password, "password");
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("user must not contain a colon");
      }
    }

    @Override
    public String authorization() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + ", password=***]";
    }
  }

  /** An OAuth 2 access token. */
  record Bearer(String token) implements LivyCredential {
    public Bearer {
      oneLine(token, "token");
    }

    @Override
    public String authorization() {
      return "Bearer " + token;
    }

    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }

  /** A line break in a header would let a credential smuggle in headers of its own. */
  private static void oneLine(String text, String name) {
    Objects.requireNonNull(text, name);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " must not contain control characters");
    }
  }
}
