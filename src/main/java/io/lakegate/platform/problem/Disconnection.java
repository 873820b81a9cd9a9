package io.lakegate.platform.problem;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

  private static final List<String> MESSAGES =
      List.of("Broken pipe", "Connection reset", "Connection is closed", "closed channel");

  private static final List<String> JDK = List.of("java.", "sun.", "jdk.");
  private static final List<String> SERVER =
      List.of("org.glassfish.grizzly.", "org.apache.catalina.", "org.apache.coyote.");

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
    return CLASSES.contains(cause.getClass().getName())
        || (cause instanceof IOException io && isAtTheServer(io) && isEnd(io));
  }

  private static boolean isEnd(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof EOFException || MESSAGES.stream().anyMatch(message::contains);
  }

  /** The same happens between us and other servers, and is their clients' to tell. */
  private static boolean isAtTheServer(IOException e) {
    return Stream.of(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> JDK.stream().noneMatch(name::startsWith))
        .findFirst()
        .filter(name -> SERVER.stream().anyMatch(name::startsWith))
        .isPresent();
  }
}
