package io.lakegate.platform.web;

import io.lakegate.platform.problem.LakegateException;
import java.util.UUID;
import org.omnifaces.util.Faces;

/**
 * Buttons of rows that may have moved since the page was written: a plain submit button whose value
 * names the thing, so that what it does never depends on its place in a list.
 */
public final class Commands {
  private Commands() {}

  /** The id the pressed button of this name carries; null when another was pressed. */
  public static UUID id(String name) {
    String value = value(name);
    try {
      return value == null || value.isBlank() ? null : UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw LakegateException.invalid(name, "Use the page's own buttons.");
    }
  }

  public static boolean isPressed(String name) {
    return value(name) != null;
  }

  /** Returns null for the same word in a link, or in a form we did not make. */
  public static String value(String name) {
    return FormTokens.isAccepted(Faces.getRequest()) ? Faces.getRequestParameter(name) : null;
  }
}
