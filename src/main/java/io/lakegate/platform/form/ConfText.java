package io.lakegate.platform.form;

import io.lakegate.platform.text.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as people have them: lines {@code key = value}, {@code key: value} and {@code key value}
 * as in {@code spark-defaults.conf}, options of {@code spark-submit} with their quotes and line
 * ends, SQL's {@code SET}. What is not understood is refused with the number of its line; nothing
 * is dropped.
 */
public final class ConfText {
  /** Options of spark-submit (SparkSubmitArguments.scala) and the keys they stand for. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("--driver-memory", "spark.driver.memory"),
          Map.entry("--driver-cores", "spark.driver.cores"),
          Map.entry("--driver-class-path", "spark.driver.extraClassPath"),
          Map.entry("--driver-java-options", "spark.driver.extraJavaOptions"),
          Map.entry("--driver-library-path", "spark.driver.extraLibraryPath"),
          Map.entry("--executor-memory", "spark.executor.memory"),
          Map.entry("--executor-cores", "spark.executor.cores"),
          Map.entry("--num-executors", "spark.executor.instances"),
          Map.entry("--total-executor-cores", "spark.cores.max"),
          Map.entry("--queue", "spark.yarn.queue"),
          Map.entry("--name", "spark.app.name"),
          Map.entry("--jars", "spark.jars"),
          Map.entry("--packages", "spark.jars.packages"),
          Map.entry("--exclude-packages", "spark.jars.excludes"),
          Map.entry("--repositories", "spark.jars.repositories"),
          Map.entry("--py-files", "spark.submit.pyFiles"),
          Map.entry("--files", "spark.files"),
          Map.entry("--archives", "spark.archives"),
          Map.entry("--principal", "spark.kerberos.principal"),
          Map.entry("--keytab", "spark.kerberos.keytab"));

  private static final Set<String> COMMANDS =
      Set.of("spark-submit", "spark-shell", "spark-sql", "pyspark", "sparkR");

  private static final Pattern KEY = Pattern.compile("\\w[\\w.*:/$-]{0,199}");
  private static final Pattern WRITTEN = Pattern.compile("([^\\s=]+) = ?(.*)");
  private static final Pattern PROPERTY =
      Pattern.compile("([^\\s=:]+)(?:[ \\t]*[=:][ \\t]*|[ \\t]+)(.*)");

  private static final Pattern SQL = Pattern.compile("(?i)set\\s+([^\\s=]+)\\s*=\\s*(.*?)\\s*;?");

  private static final int MAX_QUOTED_LENGTH = 60;

  private final Map<String, String> entries = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private ConfText() {}

  /**
   * Reads the settings in their order.
   *
   * @throws BadLine for the first line that is not understood
   */
  public static Map<String, String> parse(String text) {
    ConfText conf = new ConfText();
    conf.read(text == null ? List.of() : text.lines().toList());
    return conf.entries;
  }

  /** Returns the text that a person reads and changes. */
  public static String write(Map<String, String> entries) {
    List<String> lines = new ArrayList<>();
    entries.forEach((key, value) -> lines.add(key + " = " + value));
    return String.join("\n", lines);
  }

  private void read(List<String> all) {
    for (int i = 0; i < all.size(); i++) {
      int first = i + 1;
      String line = all.get(i).strip().replaceFirst("^\uFEFF", "");
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      if (isCommand(line)) {
        StringBuilder command = new StringBuilder();
        List<Integer> starts = new ArrayList<>(List.of(0));
        while (line.endsWith("\\") && i + 1 < all.size()) {
          command.append(line, 0, line.length() - 1).append(' ');
          starts.add(command.length());
          line = all.get(++i).strip();
          line = line.startsWith("#") ? "" : line;
        }
        command.append(line.endsWith("\\") ? line.substring(0, line.length() - 1) : line);
        command(command.toString(), first, starts);
      } else {
        property(line, first);
      }
    }
  }

  private static boolean isCommand(String line) {
    String start = line.replaceFirst("^[$>%]\\s+", "").split("\\s", 2)[0];
    String name = start.substring(start.lastIndexOf('/') + 1);
    return start.startsWith("-") || COMMANDS.contains(name);
  }

  private void property(String line, int number) {
    if (line.endsWith("\\")) {
      throw new BadLine(number, "It ends with a backslash. Write the whole value on one line.");
    }
    Matcher sql = SQL.matcher(line);
    if (sql.matches()) {
      put(sql.group(1), sql.group(2), number);
      return;
    }
    Matcher written = WRITTEN.matcher(line);
    if (written.matches() && KEY.matcher(written.group(1)).matches()) {
      put(written.group(1), written.group(2), number);
      return;
    }
    Matcher property = PROPERTY.matcher(line);
    if (!property.matches()) {
      throw new BadLine(
          number, "It has no value. Write key = value, or key = with nothing after it.");
    }
    put(property.group(1), property.group(2), number);
  }

  private void command(String command, int first, List<Integer> starts) {
    ShellWords words = new ShellWords(command.replaceFirst("^[$>%]\\s+", "  "));
    String option = null;
    int at = 0;
    boolean begun = false;
    while (words.next()) {
      String word = words.word();
      if (option == null) {
        at = line(words.begin(), first, starts);
        boolean program = !begun && COMMANDS.contains(word.substring(word.lastIndexOf('/') + 1));
        begun = true;
        if (program) {
          continue;
        }
        option = optionOf(word, at);
        int equals = word.indexOf('=');
        if (equals > 0) {
          set(option, word.substring(equals + 1), at);
          option = null;
        }
      } else {
        set(option, word, at);
        option = null;
      }
    }
    if (words.isOpen()) {
      throw new BadLine(at == 0 ? first : at, "A quote is opened there and not closed.");
    }
    if (option != null) {
      throw new BadLine(at, option + " has no value.");
    }
  }

  private static String optionOf(String word, int number) {
    int equals = word.indexOf('=');
    String option = equals > 0 ? word.substring(0, equals) : word;
    if (option.equals("--conf") || option.equals("-c") || OPTIONS.containsKey(option)) {
      return option;
    }
    throw new BadLine(
        number,
        word.startsWith("-")
            ? option
                + " is not a setting of a session. Take it out: the backend decides such things."
            : "'"
                + Excerpt.shortened(word, MAX_QUOTED_LENGTH)
                + "' is no option. Paste the options only, without the program and its arguments.");
  }

  private void set(String option, String value, int number) {
    String key = OPTIONS.get(option);
    if (key != null) {
      put(key, value, number);
      return;
    }
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new BadLine(number, "Behind " + option + " stands no key=value.");
    }
    put(value.substring(0, equals), value.substring(equals + 1), number);
  }

  private void put(String key, String value, int number) {
    if (!KEY.matcher(key).matches()) {
      throw new BadLine(
          number,
          "'"
              + Excerpt.shortened(key, MAX_QUOTED_LENGTH)
              + "' is no key. Write one setting a line, as key = value.");
    }
    Integer before = lines.putIfAbsent(key, number);
    if (before != null) {
      throw new BadLine(
          number, key + " is set in line " + before + " already. Keep one of the two.");
    }
    entries.put(key, value);
  }

  private static int line(int begin, int first, List<Integer> starts) {
    int line = 0;
    while (line + 1 < starts.size() && starts.get(line + 1) <= begin) {
      line++;
    }
    return first + line;
  }

  /** A line that is not understood. */
  public static final class BadLine extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    BadLine(int line, String why) {
      super("Line " + line + ": " + why);
      this.line = line;
    }

    public int line() {
      return line;
    }
  }
}
