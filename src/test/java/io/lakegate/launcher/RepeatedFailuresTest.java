package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final RepeatedFailures filter = new RepeatedFailures();

  private static RuntimeException failure(String message) {
    return new IllegalStateException("wrapped", new IOException(message));
  }

  private static LogRecord record(Instant at, String message, Throwable thrown) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName("org.example.Library");
    record.setInstant(at);
    record.setThrown(thrown);
    return record;
  }

  /** The records that are written, of so many in one second. */
  private List<LogRecord> written(int times) {
    List<LogRecord> written = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      LogRecord record = record(NOON.plusMillis(i), "Trying again", failure("No space " + i));
      if (filter.isLoggable(record)) {
        written.add(record);
      }
    }
    return written;
  }

  @Test
  void the_first_of_a_kind_is_written_in_full() {
    assertThat(written(1))
        .singleElement()
        .satisfies(record -> assertThat(record.getThrown()).isNotNull())
        .satisfies(record -> assertThat(record.getMessage()).isEqualTo("Trying again"));
  }

  @Test
  void a_few_more_are_one_line_each_and_the_rest_is_left_out() {
    List<LogRecord> written = written(1000);

    assertThat(written).hasSize(1 + RepeatedFailures.SHORT_LINES);
    assertThat(written.subList(1, written.size()))
        .allSatisfy(record -> assertThat(record.getThrown()).isNull())
        .allSatisfy(
            record ->
                assertThat(record.getMessage())
                    .startsWith("Trying again (again: java.io.IOException: No space "));
  }

  @Test
  void a_minute_later_it_is_written_in_full_again_with_how_many_were_left_out() {
    written(100);
    LogRecord later = record(NOON.plusSeconds(60), "Trying again", failure("No space"));

    assertThat(filter.isLoggable(later)).isTrue();
    assertThat(later.getThrown()).isNotNull();
    assertThat(later.getMessage()).isEqualTo("Trying again (left out in between: 94 like this)");
  }

  @Test
  void lines_of_our_own_are_shortened_and_never_left_out() {
    for (int i = 0; i < 1000; i++) {
      LogRecord record = record(NOON.plusMillis(i), "Reference " + i, failure("No space"));
      record.setLoggerName("io.lakegate.platform.api.ProblemMapper");

      assertThat(filter.isLoggable(record)).isTrue();
      assertThat(record.getThrown() == null).isEqualTo(i > 0);
    }
  }

  @Test
  void what_the_server_says_of_a_caller_who_has_gone_is_left_out() {
    IOException gone = new IOException("Connection is closed");
    gone.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("sun.nio.ch.IOUtil", "write", "IOUtil.java", 1),
          new StackTraceElement("org.glassfish.grizzly.nio.NIOConnection", "x", "N.java", 1)
        });
    LogRecord record = record(NOON, "An I/O error", new IllegalStateException(gone));

    assertThat(filter.isLoggable(record)).isFalse();
  }

  @Test
  void a_stack_trace_inside_a_message_counts_as_well() {
    String gone =
        """
        StandardHostValve@1: Exception processing ErrorPage
        java.io.IOException: Connection is closed
        \tat org.glassfish.grizzly.nio.NIOConnection.assertOpen(NIOConnection.java:427)
        Caused by: java.io.EOFException
        \tat java.base/sun.nio.ch.IOUtil.read(IOUtil.java:1)
        \tat org.glassfish.grizzly.nio.transport.TCPNIOTransport.read(TCPNIOTransport.java:575)
        """;
    String fault =
        """
        StandardHostValve@1: Exception
        java.lang.IllegalStateException: no
        \tat org.glassfish.grizzly.X.y(X.java:1)
        """;
    LogRecord first = record(NOON, fault, null);
    LogRecord second = record(NOON, fault, null);

    assertThat(filter.isLoggable(record(NOON, gone, null))).isFalse();
    assertThat(filter.isLoggable(first)).isTrue();
    assertThat(first.getMessage()).isEqualTo(fault);
    assertThat(filter.isLoggable(second)).isTrue();
    assertThat(second.getMessage())
        .isEqualTo("StandardHostValve@1: Exception (again: java.lang.IllegalStateException: no)");
  }

  @Test
  void another_failure_is_another_kind() {
    written(100);
    LogRecord other = record(NOON, "Trying again", new IllegalStateException("other"));

    assertThat(filter.isLoggable(other)).isTrue();
    assertThat(other.getThrown()).isNotNull();
  }

  @Test
  void lines_without_a_failure_are_all_written() {
    for (int i = 0; i < 100; i++) {
      assertThat(filter.isLoggable(record(NOON, "Something happened", null))).isTrue();
    }
  }

  @Test
  void causes_that_never_end_do_no_harm() {
    RuntimeException first = new RuntimeException();
    first.initCause(new RuntimeException(first));

    assertThat(filter.isLoggable(record(NOON, "x", first))).isTrue();
  }

  @Test
  void is_what_the_portal_logs_through() throws IOException {
    assertThat(Files.readString(Path.of("payara-config/logging.properties")))
        .contains(
            "java.util.logging.ConsoleHandler.filter=" + RepeatedFailures.class.getName() + "\n");
  }
}
