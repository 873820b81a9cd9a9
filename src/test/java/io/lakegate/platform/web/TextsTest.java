package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT-5S, 0 s",
    "PT0.007S, 7 ms",
    "PT59.9S, 59 s",
    "PT72S, 1 min 12 s",
    "PT2M, 2 min",
    "PT3H0M9S, 3 h",
    "PT26H5M, 1 d 2 h"
  })
  void a_duration_shows_its_two_largest_units(Duration duration, String words) {
    assertThat(Texts.duration(duration)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "4200000, 4.2 MB", "123456789, 123 MB"})
  void a_size_has_at_most_one_decimal(long bytes, String words) {
    assertThat(Texts.size(bytes)).isEqualTo(words);
  }

  @Test
  void a_time_is_written_in_utc() {
    assertThat(Texts.time(Instant.parse("2026-11-21T14:03:59Z"))).isEqualTo("2026-11-21 14:03 UTC");
  }

  @Test
  void what_is_absent_is_empty() {
    assertThat(Texts.time(null)).isEmpty();
    assertThat(Texts.duration(null)).isEmpty();
    assertThat(Texts.shortId(null)).isEmpty();
  }

  @Test
  void only_long_ids_are_shortened() {
    assertThat(Texts.shortId("5b2f0f3c-1111-2222-3333-444455556666")).isEqualTo("5b2f0f3c…");
    assertThat(Texts.shortId("17")).isEqualTo("17");
  }

  @ParameterizedTest
  @CsvSource({
    "IDLE, , ready, Ready",
    "BUSY, , working, Busy",
    "AVAILABLE, ok, ready, Done",
    "AVAILABLE, error, failed, Error",
    "AVAILABLE, ERROR, failed, Error",
    "CANCELLED, , ended, Cancelled",
    "LOST, , failed, Lost"
  })
  void a_state_has_a_look_and_a_word(String state, String outcome, String tone, String word) {
    assertThat(Texts.tone(state, outcome)).isEqualTo(tone);
    assertThat(Texts.state(state, outcome)).isEqualTo(word);
  }

  @Test
  void a_state_nobody_knows_is_shown_as_it_is_and_needs_a_person() {
    assertThat(Texts.tone("recovering", null)).isEqualTo("needs-you");
    assertThat(Texts.state("recovering", null)).isEqualTo("recovering");
  }
}
