package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LastWordsTest {
  private static final String FRAMES =
      """
      \tat org.apache.spark.SparkContext.addFile(SparkContext.scala:1820)
      \tat java.base/java.lang.Thread.run(Thread.java:840)
      \t... 12 more\
      """;

  static Stream<Arguments> deaths() {
    return Stream.of(
        Arguments.of(
            "a heap that is none (recorded: session-log-start-failure-conf)",
            """
            stdout:\s

            stderr:\s
            Invalid maximum heap size: -Xmxabc
            Error: Could not create the Java Virtual Machine.
            Error: A fatal exception has occurred. Program will exit.\
            """,
            "Invalid maximum heap size: -Xmxabc"),
        Arguments.of(
            "a heap too small for the launcher (real-livy §5, 10m)",
            """
            Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
            \tat java.base/sun.launcher.LauncherHelper.loadMainClass(LauncherHelper.java:790)
            \tat java.base/sun.launcher.LauncherHelper.checkAndLoadMain(LauncherHelper.java:703)\
            """,
            "OutOfMemoryError: Java heap space"),
        Arguments.of(
            "a heap too small for the VM",
            "Error occurred during initialization of VM\nToo small maximum heap",
            "Too small maximum heap"),
        Arguments.of(
            "a heap too small for Spark",
            "26/11/21 22:46:42 INFO SparkContext: Running Spark version 3.5.6\n"
                + "26/11/21 22:46:43 ERROR SparkContext: Error initializing SparkContext.\n"
                + "java.lang.IllegalArgumentException: System memory 1048576 must be at least"
                + " 471859200.\n"
                + FRAMES
                + "\n"
                + "26/11/21 22:46:43 INFO SparkContext: SparkContext is stopping with exitCode 0.\n"
                + "26/11/21 22:46:43 ERROR Utils: Uncaught exception in thread main\n"
                + "java.lang.IllegalStateException: Shutdown in progress",
            "IllegalArgumentException: System memory 1048576 must be at least 471859200."),
        Arguments.of(
            "a missing file (real-livy §5)",
            "26/11/21 22:46:43 ERROR SparkContext: Failed to add file://files/nope.py\n"
                + "java.io.FileNotFoundException: File file:/files/nope.py does not exist\n"
                + FRAMES
                + "\nException in thread \"main\" java.lang.reflect.InvocationTargetException\n"
                + FRAMES
                + "\nCaused by: java.io.FileNotFoundException: File file:/files/nope.py does not"
                + " exist\n"
                + FRAMES,
            "FileNotFoundException: File file:/files/nope.py does not exist"),
        Arguments.of(
            "the deepest cause",
            "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted\n"
                + FRAMES
                + "\nCaused by: java.lang.RuntimeException: outer\n"
                + FRAMES
                + "\nCaused by: java.net.UnknownHostException: hdfs-namenode\n"
                + FRAMES,
            "UnknownHostException: hdfs-namenode"),
        Arguments.of(
            "Python's own words (recorded: batch-log-py-fail)",
            """
            Traceback (most recent call last):
              File "/srv/livy/batch/fail.py", line 3, in <module>
                raise RuntimeError("batch boom")
            RuntimeError: batch boom
            26/11/21 22:45:36 INFO SparkContext: Invoking stop() from shutdown hook
            26/11/21 22:45:36 INFO ShutdownHookManager: Deleting directory /tmp/x

            stderr:\
            """,
            "RuntimeError: batch boom"),
        Arguments.of(
            "a script that is not there (recorded: batch-log-missing-local-file)",
            """
            stdout:\s
            /usr/bin/python3: can't open file '/srv/x.py': [Errno 2] No such file or directory
            26/11/21 22:46:03 INFO ShutdownHookManager: Shutdown hook called\
            """,
            "/usr/bin/python3: can't open file '/srv/x.py': [Errno 2] No such file or directory"),
        Arguments.of(
            "a class that is not there (recorded: batch-log-jar-no-class)",
            """
            Error: Failed to load class NoSuchClass.
            26/11/21 22:45:58 INFO ShutdownHookManager: Shutdown hook called\
            """,
            "Error: Failed to load class NoSuchClass."),
        Arguments.of(
            "a Python that died (recorded: session-after-python-death)",
            """
            26/11/21 22:47:15 INFO SparkEntries: Created Spark session.
            26/11/21 22:47:27 ERROR PythonInterpreter: Process has died with 7
            26/11/21 22:47:27 ERROR PythonInterpreter:\
            """,
            "PythonInterpreter: Process has died with 7"),
        Arguments.of(
            "a setting Spark does not take",
            "Error: Unrecognized option: --nope\n\nUsage: spark-submit [options]",
            "Error: Unrecognized option: --nope"),
        Arguments.of(
            "what YARN says",
            """
            YARN Diagnostics:\s
            Application application_1_0002 failed 2 times due to AM Container exited with 13
            """,
            "Application application_1_0002 failed 2 times due to AM Container exited with 13"),
        Arguments.of(
            "a warning where there is no error",
            """
            26/11/21 22:45:32 INFO SparkContext: Running
            26/11/21 22:45:32 WARN YarnAllocator: Container killed by YARN for exceeding limits
            26/11/21 22:45:33 INFO ResourceUtils: ====\
            """,
            "YarnAllocator: Container killed by YARN for exceeding limits"),
        Arguments.of(
            "colours, a secret and many spaces",
            "\u001B[31mjava.io.IOException:   login failed, password=hunter2\u001B[0m",
            "IOException: login failed, password=••••••"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deaths")
  void the_line_that_explains_is_found(String what, String log, String words) {
    assertThat(LastWords.of(Arrays.asList(log.split("\n", -1)))).isEqualTo(words);
  }

  @Test
  void a_log_without_a_reason_gives_its_last_line_that_is_no_frame() {
    List<String> log =
        List.of("26/11/21 22:46:43 INFO SparkEntries: Created Spark session.", FRAMES, "stderr: ");

    assertThat(LastWords.of(log)).isEqualTo("SparkEntries: Created Spark session.");
    assertThat(LastWords.explanation(log)).isEmpty();
  }

  @Test
  void nothing_is_said_so() {
    assertThat(LastWords.of(List.of())).isEqualTo(LastWords.NOTHING);
    assertThat(LastWords.of(List.of("stdout: ", "\nstderr: ", FRAMES)))
        .isEqualTo(LastWords.NOTHING);
  }

  @Test
  void is_done_with_the_longest_lines() {
    String line = "Caused by: " + "a.".repeat(1 << 20);

    assertThat(LastWords.of(List.of(line, "at ".repeat(1 << 20), " ".repeat(1 << 20) + "x")))
        .isNotEmpty();
  }
}
