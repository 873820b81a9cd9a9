package io.lakegate.session;

import io.lakegate.platform.security.SecretMask;
import io.lakegate.platform.text.Excerpt;
import io.lakegate.platform.text.TerminalText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the line of a dead driver's log that says why it died. A Java log ends in stack frames or
 * in what went wrong while it was shut down, so the last line nearly never does.
 */
final class LastWords {
  static final String NOTHING = "its log says nothing.";

  private static final int MAX_LENGTH = 500;
  private static final int MAX_READ = 4_000;

  /**
   * Maximum characters of a line that are ranked. The subject of a line is at its beginning, and
   * matching all of a long line would take time.
   */
  private static final int MAX_RANKED = 1_000;

  /** Time, level and logger, as Spark's and Livy's log4j write them. */
  private static final Pattern LOGGED =
      Pattern.compile(
          "^(?:[\\d/.-]{5,10}["
              + " T][\\d:,.]{7,15}Z?\\s+)?\\[?(FATAL|ERROR|WARN|WARNING|INFO|DEBUG|TRACE)\\]?\\s+(?:\\[[^\\]]{0,80}\\]\\s+)?(.*)$");

  private static final Pattern FRAME =
      Pattern.compile(
          "^\\s*(?:at [\\w.$/@<>-]+.*|\\.\\.\\. \\d+ (?:more|common frames omitted)"
              + "|File \".*\", line \\d+.*|Traceback \\(most recent call last\\):?)$");

  private static final Pattern HEADING =
      Pattern.compile("^(?:stdout|stderr|.{0,20}Diagnostics):?\\s*$|^=+$|^-+$");

  /** True of every death, or of what a death brings about. */
  private static final Pattern AFTERMATH =
      Pattern.compile(
          "Error: Could not create the Java Virtual Machine|Error: A fatal exception has occurred"
              + "|Error: A JNI error has occurred|Error occurred during initialization of VM"
              + "|InvocationTargetException\\s*$|Shutdown in progress|ShutdownHookManager"
              + "|InterruptedException|RejectedExecutionException|ClosedChannelException"
              + "|CancellationException|RpcEnv already stopped|RpcEnvStoppedException"
              + "|is stopped|has been shut ?down|already shutdown|Error stopping|while stopping"
              + "|Uncaught exception in thread|Application diagnostics message: User class threw"
              + "|SparkContext is stopping|Failed to connect to driver");

  private static final Pattern CAUSE = Pattern.compile("^\\s*Caused by: (.*)$");
  private static final Pattern THROWN =
      Pattern.compile(
          "^\\s*(?:Exception in thread \"[^\"]{0,100}\" )?(?:[a-zA-Z_][\\w$]{0,60}\\.){0,12}"
              + "[A-Z][\\w$]{0,80}(?:Exception|Error|Exit|Interrupt|Failure|Warning)\\b(?::.*|\\s*)$");

  private static final Pattern COMPLAINT =
      Pattern.compile(
          "(?i)\\b(?:invalid|unrecognized|unable to|cannot|can't|could not|couldn't|failed|failure"
              + "|no such|missing|unsupported|conflicting|too small|too large|larger than|not found"
              + "|does not exist|doesn't exist|permission denied|no space left|out of memory"
              + "|outofmemory|killed|terminated|refused|denied|must be|not allowed|exceeded"
              + "|has died|exited with|unknown|error)\\b");

  private static final Pattern THREAD = Pattern.compile("^Exception in thread \"[^\"]*\" ");
  private static final Pattern PACKAGE =
      Pattern.compile("^(?:[a-z_][\\w$]{0,60}+\\.){1,12}+(?=[A-Z])");

  private LastWords() {}

  /** The line that explains; else the last one that says anything; else {@link #NOTHING}. */
  static String of(List<String> log) {
    return explanation(log).or(() -> last(log)).orElse(NOTHING);
  }

  /** Empty when no line looks like a reason. */
  static Optional<String> explanation(List<String> log) {
    String best = null;
    int bestRank = Integer.MAX_VALUE;
    for (String whole : log) {
      for (String each : lines(whole)) {
        int rank = rank(each);
        if (rank <= bestRank && rank < Rank.NONE) {
          best = each;
          bestRank = rank;
        } else if (rank == Rank.THROWN && bestRank == Rank.CAUSE && isNewTrace(each)) {
          best = each;
          bestRank = rank;
        }
      }
    }
    return Optional.ofNullable(best).map(LastWords::told);
  }

  /** The lower, the likelier it is the reason; of the same rank the last one counts. */
  private static final class Rank {
    static final int CAUSE = 0;
    static final int THROWN = 1;
    static final int ERROR = 2;
    static final int COMPLAINT = 3;
    static final int WARNING = 4;
    static final int NONE = 9;
  }

  private static boolean isNewTrace(String line) {
    return line.startsWith("Exception in thread") && line.contains(": ");
  }

  private static int rank(String whole) {
    String line = Excerpt.start(whole, MAX_RANKED);
    if (isSilent(line) || AFTERMATH.matcher(line).find()) {
      return Rank.NONE;
    }
    Matcher logged = LOGGED.matcher(line);
    String level = logged.matches() ? logged.group(1) : "";
    if (level.equals("ERROR") || level.equals("FATAL")) {
      return Rank.ERROR;
    }
    if (!level.isEmpty()) {
      boolean telling = level.startsWith("WARN") && COMPLAINT.matcher(logged.group(2)).find();
      return telling ? Rank.WARNING : Rank.NONE;
    }
    Matcher cause = CAUSE.matcher(line);
    if (cause.matches()) {
      return cause.group(1).contains(": ") ? Rank.CAUSE : Rank.NONE;
    }
    if (THROWN.matcher(line).matches()) {
      return Rank.THROWN;
    }
    return COMPLAINT.matcher(line).find() ? Rank.COMPLAINT : Rank.NONE;
  }

  /**
   * Whether a line says nothing: it is empty, a heading, a stack frame, or a logger's name without
   * a message.
   */
  private static boolean isSilent(String line) {
    if (line.isBlank()
        || HEADING.matcher(line.strip()).matches()
        || FRAME.matcher(line).matches()) {
      return true;
    }
    Matcher logged = LOGGED.matcher(line);
    return logged.matches() && logged.group(2).strip().matches("[\\w.$]*:?");
  }

  private static Optional<String> last(List<String> log) {
    String last = null;
    for (String whole : log) {
      for (String line : lines(whole)) {
        last = isSilent(line) ? last : line;
      }
    }
    return Optional.ofNullable(last).map(LastWords::told);
  }

  private static String[] lines(String whole) {
    return TerminalText.plain(Excerpt.start(whole, MAX_READ)).split("\\R", -1);
  }

  /**
   * Returns the line without time, thread and packages, which are of no use to a reader, with
   * secrets masked.
   */
  private static String told(String line) {
    String text = line.strip();
    Matcher logged = LOGGED.matcher(text);
    text = logged.matches() ? logged.group(2) : text;
    Matcher cause = CAUSE.matcher(text);
    text = cause.matches() ? cause.group(1) : text;
    text = THREAD.matcher(text).replaceFirst("");
    text = PACKAGE.matcher(text).replaceFirst("");
    return Excerpt.shortened(SecretMask.of(text.replaceAll("\\s+", " ").strip()), MAX_LENGTH);
  }
}
