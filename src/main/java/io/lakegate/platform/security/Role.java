package io.lakegate.platform.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The roles of people, each of which includes the rights of the ones before it. {@code Operators}
 * stand apart: they create tenants and see nothing inside them.
 */
public enum Role {
  VIEWERS("Viewers"),
  EDITORS("Editors"),
  ADMINISTRATORS("Administrators"),
  OPERATORS("Operators");

  private final String title;

  Role(String title) {
    this.title = title;
  }

  /** The name on pages, in tokens and in JSON. */
  public String title() {
    return title;
  }

  public boolean includes(Role other) {
    boolean apart = this == OPERATORS || other == OPERATORS;
    return apart ? this == other : compareTo(other) >= 0;
  }

  /** The lesser of two roles; empty where neither includes the other. */
  public Optional<Role> and(Role other) {
    if (includes(other)) {
      return Optional.of(other);
    }
    return other.includes(this) ? Optional.of(this) : Optional.empty();
  }

  /** This role and every role it includes, as titles. */
  public List<String> titles() {
    return Arrays.stream(values()).filter(this::includes).map(Role::title).toList();
  }

  public static Optional<Role> ofTitle(String title) {
    return Arrays.stream(values()).filter(role -> role.title.equals(title)).findFirst();
  }
}
