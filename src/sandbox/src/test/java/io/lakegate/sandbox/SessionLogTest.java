package io.lakegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of a log, as recorded: {@code from} and {@code size} in a window of 202 lines. */
class SessionLogTest {

  private static final List<String> LINES =
      IntStream.range(0, 202).mapToObj(Integer::toString).toList();

  @Test
  void without_parameters_the_last_hundred_lines() {
    SessionLog.Page page = SessionLog.page(LINES, null, null);

    assertThat(page.from()).isEqualTo(102);
    assertThat(page.total()).isEqualTo(202);
    assertThat(page.log()).hasSize(100).startsWith("102").endsWith("201");
  }

  @Test
  void a_size_alone_counts_from_the_end() {
    assertThat(SessionLog.page(LINES, null, 3))
        .isEqualTo(new SessionLog.Page(199, 202, List.of("199", "200", "201")));
  }

  @Test
  void a_negative_size_is_everything() {
    assertThat(SessionLog.page(LINES, null, -1)).isEqualTo(new SessionLog.Page(0, 202, LINES));
  }

  @Test
  void a_start_alone_gives_a_hundred_lines_from_there() {
    assertThat(SessionLog.page(LINES, 10, null).log()).hasSize(100).startsWith("10");
  }

  @Test
  void a_start_behind_the_end_is_repeated_and_gives_nothing() {
    assertThat(SessionLog.page(LINES, 100000, 5))
        .isEqualTo(new SessionLog.Page(100000, 202, List.of()));
  }

  @Test
  void only_the_last_200_lines_are_kept() {
    SessionLog log = new SessionLog();

    IntStream.range(0, 250).mapToObj(Integer::toString).forEach(log::add);

    assertThat(log.lines()).hasSize(200).startsWith("50").endsWith("249");
  }

  @Test
  void a_stream_into_the_log_is_cut_into_lines() {
    SessionLog log = new SessionLog();

    PrintStream stream = new PrintStream(log.asStream(), true, StandardCharsets.UTF_8);
    stream.print("one ");
    stream.flush();
    stream.println("line");

    assertThat(log.lines()).isEqualTo(List.of("one line"));
  }
}
