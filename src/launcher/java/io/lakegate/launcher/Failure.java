package io.lakegate.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The root cause of a failure, according to one record of the log.
 *
 * @param cause its class and message, in one line
 * @param ofInput whether input or output failed, not our code
 * @param places the classes on its stack, the innermost first
 * @param kind the same for every repetition
 * @param inText whether the stack trace stands in the message of the record
 */
record Failure(String cause, boolean ofInput, List<String> places, String kind, boolean inText) {
  private static final int MAX_DEPTH = 50;
  private static final String CAUSED_BY = "Caused by: ";
  private static final Pattern PLACE =
      Pattern.compile("\\n\\s+at (?:[\\w.@]+/)*(\\S+?)\\.[^.(]+\\(");
  private static final Pattern INPUT =
      Pattern.compile(
          "(?:java\\.io\\.\\S*|java\\.nio\\.\\S*|java\\.net\\.\\S*|org\\.glassfish\\.grizzly\\.\\S*)Exception\\b.*");

  private static final List<String> JDK = List.of("java.", "sun.", "jdk.");
  private static final List<String> SERVER =
      List.of("org.glassfish.grizzly.", "org.apache.catalina.", "org.apache.coyote.");

  /** Empty for a record of something else. */
  static Optional<Failure> of(LogRecord record) {
    if (record.getThrown() != null) {
      return Optional.of(of(record.getLoggerName(), innermost(record.getThrown())));
    }
    // Some of the server's loggers write the stack trace into the message.
    String message = String.valueOf(record.getMessage());
    return message.contains("\n\tat ")
        ? Optional.of(of(record.getLoggerName(), message))
        : Optional.empty();
  }

  private static Failure of(String logger, Throwable cause) {
    List<String> places =
        Stream.of(cause.getStackTrace()).map(StackTraceElement::getClassName).toList();
    boolean ofInput =
        cause instanceof IOException || INPUT.matcher(cause.getClass().getName()).matches();
    return new Failure(
        firstLine(cause.toString()),
        ofInput,
        places,
        logger + " " + cause.getClass().getName() + " " + first(cause.getStackTrace()),
        false);
  }

  private static Failure of(String logger, String message) {
    int last = message.lastIndexOf(CAUSED_BY);
    String innermost =
        last >= 0
            ? message.substring(last + CAUSED_BY.length())
            : message.substring(message.lastIndexOf('\n', message.indexOf("\n\tat ") - 1) + 1);
    String cause = firstLine(innermost);
    Matcher place = PLACE.matcher(innermost);
    List<String> places = place.results().map(found -> found.group(1)).toList();
    return new Failure(
        cause,
        INPUT.matcher(cause).matches(),
        places,
        logger + " " + cause.split(":", 2)[0] + " " + places.stream().findFirst().orElse(""),
        true);
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause.getCause() != null && depth < MAX_DEPTH; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String first(StackTraceElement[] places) {
    return places.length == 0 ? "" : places[0].toString();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** Whether a caller has gone, or sent what is no HTTP. */
  boolean isEndOfCaller() {
    return ofInput
        && places.stream()
            .filter(name -> JDK.stream().noneMatch(name::startsWith))
            .findFirst()
            .filter(name -> SERVER.stream().anyMatch(name::startsWith))
            .isPresent();
  }
}
