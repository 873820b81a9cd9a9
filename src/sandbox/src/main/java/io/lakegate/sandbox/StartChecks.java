package io.lakegate.sandbox;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings that would keep a real driver from starting. The shared Spark is up already and would
 * not mind them, but a profile that cannot work must fail here, too: {@code starting → dead}.
 */
final class StartChecks {

  private static final Pattern MEMORY = Pattern.compile("\\d+[kKmMgGtT]?[bB]?");

  private StartChecks() {}

  /** The last lines of a driver that could not start, or nothing to say. */
  static Optional<List<String>> obstacle(SessionRequest request) {
    return badMemory(request)
        .map(
            memory ->
                List.of(
                    "Invalid maximum heap size: -Xmx" + memory,
                    "Error: Could not create the Java Virtual Machine.",
                    "Error: A fatal exception has occurred. Program will exit."))
        .or(
            () ->
                missingEventLog(request)
                    .map(
                        directory ->
                            List.of(
                                "java.io.FileNotFoundException: File "
                                    + directory
                                    + " does not exist")));
  }

  private static Optional<String> badMemory(SessionRequest request) {
    return Stream.of(
            request.driverMemory(),
            request.conf().get("spark.driver.memory"),
            request.executorMemory(),
            request.conf().get("spark.executor.memory"))
        .filter(memory -> memory != null && !MEMORY.matcher(memory).matches())
        .findFirst();
  }

  private static Optional<String> missingEventLog(SessionRequest request) {
    return Optional.of(request.conf())
        .filter(conf -> Boolean.parseBoolean(conf.get("spark.eventLog.enabled")))
        .map(conf -> conf.getOrDefault("spark.eventLog.dir", "/tmp/spark-events"))
        .filter(directory -> !Files.isDirectory(LocalFiles.path(directory)));
  }

  /** A failure as lines of the session's log. */
  static List<String> lines(Throwable e) {
    List<String> lines = new ArrayList<>(List.of(e.toString()));
    Arrays.stream(e.getStackTrace()).map(element -> "\tat " + element).forEach(lines::add);
    return lines;
  }
}
