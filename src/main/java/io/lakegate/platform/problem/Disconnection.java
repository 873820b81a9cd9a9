package io.lakegate.platform.problem;

import java.io.EOFException;
import java.io.IOException;
import java.util.Set;

/**
 * Tells a caller who has gone, or who stopped sending, from a fault of ours: nobody is left to read
 * an answer, and nothing has to be mended.
 */
public final class Disconnection {
  /** The server's own classes, which it does not offer to applications. */
  private static final Set<String> CLASSES =
      Set.of(
          "org.apache.catalina.connector.ClientAbortException",
          "org.glassfish.grizzly.utils.Exceptions$ConnectionClosedException");

  private static final int MAX_DEPTH = 50;

  private Disconnection() {}

  /** Whether the end of the caller's connection is among the causes. */
  public static boolean isBehind(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (isOne(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOne(Throwable cause) {
    if (CLASSES.contains(cause.getClass().getName()) || cause instanceof EOFException) {
      return true;
    }
    String message = cause instanceof IOException ? String.valueOf(cause.getMessage()) : "";
    return message.contains("Broken pipe")
        || message.contains("Connection reset")
        || message.contains("Connection is closed")
        || message.contains("closed channel");
  }
}
