package io.lakegate.person;

import java.util.Map;

/**
 * Finds a claim by its name or by a path into nested ones, such as {@code realm_access.roles}. A
 * name may have dots itself, as {@code https://example.com/groups} does, so at every level the
 * whole rest is tried as a name first.
 */
final class ClaimPath {
  private ClaimPath() {}

  /** Returns null if there is no such claim. */
  static Object find(Map<?, ?> claims, String path) {
    Object literal = claims.get(path);
    if (literal != null) {
      return literal;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object found = find(inner, path.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
