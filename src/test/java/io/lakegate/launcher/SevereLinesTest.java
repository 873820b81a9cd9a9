package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SevereLinesTest {
  private final List<String> shown = new ArrayList<>();
  private final SevereLines lines = new SevereLines(shown::add);

  @Test
  void shows_an_error_with_the_lines_that_belong_to_it() {
    lines.accept("2026-11-22T01:30:03.490Z INFO org.flywaydb Migrating");
    lines.accept("2026-11-22T01:30:03.491Z SEVERE io.lakegate.startup Cannot start");
    lines.accept("java.lang.IllegalStateException: Set lakegate.secret-key");
    lines.accept("2026-11-22T01:30:03.492Z WARNING io.lakegate Something else");
    lines.accept("and its second line");

    assertThat(shown)
        .containsExactly(
            "2026-11-22T01:30:03.491Z SEVERE io.lakegate.startup Cannot start",
            "java.lang.IllegalStateException: Set lakegate.secret-key");
  }
}
